'use client';
import { memo } from 'react';
import { type ChartProps, ChartPlace } from './ChartPlace.tsx';
import { LinesPlot } from './LinesPlot.tsx';

const StillLines = memo(LinesPlot);

/** The same as Chart for pages that show a chart among much else: without Recharts, which weighs as much as all the rest of such a page. */
export const LinesChart = (props: ChartProps) => <ChartPlace {...props} Drawing={StillLines} />;
