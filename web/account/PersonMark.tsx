/** A person's initials in a disc edged with their colour: what stands beside all they leave. */
export function PersonMark({ colour, name }: { colour: string; name: string }) {
  return (
    <span className="person-mark" style={{ borderColor: `var(--${colour})` }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** "RL" of "Rita Levi", "A" of "ada". */
const initials = (name: string): string => {
  const words = name.trim().split(/[\s._-]+/u).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
};
