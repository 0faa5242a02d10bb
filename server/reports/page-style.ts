/** How an exported report looks: the dashboard's colours and type, light and dark, on screen and on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --page: light-dark(#f4f5f7, #0c0f13); --surface: light-dark(#ffffff, #13171d); --ink: light-dark(#12161c, #e9ecf1); --ink-2: light-dark(#414954, #b6bec9);
  --ink-3: light-dark(#5b6470, #929ca9); --line: light-dark(#dce0e6, #29303a); --line-strong: light-dark(#848d9a, #6a7482); --grid: light-dark(#e9ecf0, #1e242c); --inset: light-dark(#ebeef2, #1d232b);
  --means: light-dark(#1f5fc4, #6ba8ff); --classifiers: light-dark(#c24700, #ff8a4c); --etf: light-dark(#0b7650, #4fd1a0); --tpt: light-dark(#a4133c, #ff7a9c); --shade: light-dark(#12161c0b, #e9ecf10d);
  --s1: light-dark(#526ae2, #4db7fe); --s2: light-dark(#a05d10, #e58814); --s3: light-dark(#5d9a88, #99d4c1); --s4: light-dark(#b52459, #e3548e); --s5: light-dark(#a09552, #e8e21b);
  --s6: light-dark(#433da5, #7f6df0); --s7: light-dark(#4d9dc2, #bbe5fb); --s8: light-dark(#7d2a01, #bf5c3b); --s9: light-dark(#677386, #94a4b6); --s10: light-dark(#2f4c3c, #20d286); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/24px -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif; font-variant-numeric: tabular-nums lining-nums; }
main { max-width: 800px; margin: 0 auto; padding: 20px; background: var(--surface); overflow-wrap: anywhere; }
h1 { font-size: 20px; line-height: 28px; } h2 { font-size: 17px; } h3 { font-size: 15px; }
.about, figcaption, .legend { color: var(--ink-3); font-size: 12px; line-height: 16px; }
figure { margin: 20px 0; padding: 12px; border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; }
svg { display: block; width: 100%; height: auto; } svg.simplex { max-width: 360px; } svg.key { display: inline-block; width: 24px; height: 8px; margin-right: 8px; }
.legend { list-style: none; margin: 4px 0 12px; padding: 0; }
table { border-collapse: collapse; } th, td { padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); text-align: left; } th { color: var(--ink-3); font-weight: 400; font-size: 12px; } .num { text-align: right; }
pre { padding: 12px; background: var(--inset); overflow-x: auto; } code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 13px; }
blockquote { margin: 12px 0; padding-left: 12px; border-left: 2px solid var(--line-strong); } a { color: inherit; }
.tick { font-size: 11px; fill: var(--ink-3); } .tpt { fill: var(--tpt); } .axis { fill: none; stroke: var(--line-strong); } .grid { stroke: var(--grid); } .phase { fill: var(--shade); } .rule { stroke: var(--tpt); stroke-width: 1.25; }
.line { fill: none; stroke-width: 1.6; } .band { stroke: none; opacity: .14; } .etf { fill: none; stroke: var(--etf); stroke-width: 1.5; } .means { fill: var(--means); } .classifiers { fill: var(--classifiers); }
${Array.from({ length: 10 }, (_, k) => `.s${k + 1}.line { stroke: var(--s${k + 1}); } .s${k + 1}.band, .s${k + 1}.mark { fill: var(--s${k + 1}); }`).join(' ')}
@media print { body { background: none; } main { max-width: none; } figure { break-inside: avoid; } }
`;
