// Words and their times, beside the text and never in it.

// All words of a report in order, in columns: which segment, which letters of its text, from when to when (-1 without a time).
export class Words {
  constructor(perSegment) {
    this.perSegment = perSegment;
    this.index();
  }

  index() {
    const count = this.perSegment.reduce((sum, words) => sum + words.length, 0);
    this.segment = new Int32Array(count);
    this.from = new Int32Array(count);
    this.to = new Int32Array(count);
    this.start = new Float64Array(count);
    this.end = new Float64Array(count);
    this.first = new Int32Array(this.perSegment.length + 1);
    let at = 0;
    this.perSegment.forEach((words, segment) => {
      this.first[segment] = at;
      let letter = 0;
      for (const [letters, start, length] of words) {
        this.segment[at] = segment;
        this.from[at] = letter;
        this.to[at] = letter + letters;
        this.start[at] = start;
        this.end[at] = start < 0 ? -1 : start + length;
        letter += letters + 1;
        at += 1;
      }
    });
    this.first[this.perSegment.length] = at;
    this.timed = [];
    for (let word = 0; word < count; word++) if (this.start[word] >= 0) this.timed.push(word);
  }

  set(segment, words) {
    this.perSegment[segment] = words;
    this.index();
  }

  // The word that is said at a moment: the last that has begun, held through a pause of 400 ms.
  at(ms) {
    let low = 0, high = this.timed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start[this.timed[middle]] <= ms) low = middle + 1; else high = middle;
    }
    if (!low) return -1;
    const word = this.timed[low - 1];
    return ms < this.end[word] + 400 ? word : -1;
  }

  // The word at a letter of a segment.
  under(segment, letter) {
    for (let word = this.first[segment]; word < this.first[segment + 1]; word++) if (letter <= this.to[word]) return word;
    return this.first[segment + 1] - 1;
  }

  // From when to when the words of these ranges are heard.
  span(ranges) {
    let from = Infinity, to = -1;
    for (const [first, end] of ranges) {
      for (let word = first; word < end; word++) {
        if (this.start[word] >= 0) { from = Math.min(from, this.start[word]); to = Math.max(to, this.end[word]); }
      }
    }
    return to < 0 ? null : [from, to];
  }
}

// A range of words as it stands in the data, an object or a pair.
export const pair = (range) => Array.isArray(range) ? range : [range.start, range.end];
