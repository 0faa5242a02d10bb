import type { HTMLAttributes } from 'react';

// React draws MathML; its types do not know of it yet
type MathmlAttributes = HTMLAttributes<MathMLElement> & { display?: 'block' | 'inline'; stretchy?: 'true' | 'false' };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      math: MathmlAttributes;
      mrow: MathmlAttributes;
      mi: MathmlAttributes;
      mn: MathmlAttributes;
      mo: MathmlAttributes;
      mtext: MathmlAttributes;
      msub: MathmlAttributes;
      msup: MathmlAttributes;
      msubsup: MathmlAttributes;
    }
  }
}
