// Loaded into a process by `node --require`: its clock is off by the milliseconds in the file CLOCK_SHIFT_FILE, which may change any time.
const { readFileSync } = require('node:fs');

const TrueDate = Date;
const shift = () => {
  try {
    return Number(readFileSync(process.env.CLOCK_SHIFT_FILE, 'utf8')) || 0;
  } catch {
    return 0;
  }
};

class ShiftedDate extends TrueDate {
  constructor(...given) {
    if (given.length === 0) super(TrueDate.now() + shift());
    else super(...given);
  }
  static now() {
    return TrueDate.now() + shift();
  }
}
globalThis.Date = ShiftedDate;
