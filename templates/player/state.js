/* What is remembered of a learner, and its packed form for the LMS.
 *
 * Pages and questions are stored under keys made from their identifiers, so a course can be edited and published again:
 * learners keep what still exists, and what is gone is forgotten. The packed form is described in
 * docs/reference/state.md; state.py computes its greatest size at build time.
 */
(function (elearn) {
  "use strict";
  var FORMAT = 1;
  var SIG = 8;

  elearn.freshState = function () {
    return {
      build: elearn.course.build,
      version: elearn.versionKey(elearn.course.version),
      seed: Math.floor(Math.random() * 0x1000000),
      saves: 0,
      records: 0,
      place: "",
      completed: false,
      passed: false,
      failed: false,
      best: -1,
      attempts: 0,
      reached: 0, // the day the goal was reached, counted from 1 January 2020; 0: not yet
      pages: Object.create(null),
      answers: Object.create(null),
      exam: null, // {pre: whether it is the pre-test, handedIn, seconds, questions}
      pretested: false
    };
  };

  /** What is remembered of the version that a learner has seen. */
  elearn.versionKey = function (version) {
    return elearn.hash("v:" + version) >>> 20;
  };

  /** The key of a page ("p") or question ("q") in a number of bits; salts are made for the width of this build. */
  function key(kind, id, bits) {
    var salt = (bits === elearn.course.keyBits && elearn.course.salt[kind + ":" + id]) || "";
    return elearn.hash(kind + ":" + id + salt) >>> (32 - bits);
  }

  function knownKeys(bits) {
    var known = { p: {}, q: {} };
    elearn.course.pages.forEach(function (page) {
      known.p[key("p", page.id, bits)] = page.id;
      page.questions.forEach(function (id) {
        known.q[key("q", id, bits)] = id;
      });
    });
    return known;
  }

  /** Also of the course's name: another course's state would be whole, and its pass would be believed. */
  function checksum(text) {
    return elearn.hash(elearn.course.id + ":" + text) >>> 20;
  }

  function putAnswer(out, answer) {
    out.put(answer.sig, SIG);
    out.small(answer.bits.length);
    answer.bits.forEach(function (bit) {
      out.put(bit, 1);
    });
  }

  function getAnswer(reader) {
    var answer = { sig: reader.get(SIG), bits: [] };
    for (var left = reader.small(); left > 0; left--) answer.bits.push(reader.bit());
    return answer;
  }

  function pack(state, keep) {
    var bits = elearn.course.keyBits;
    var out = new elearn.BitWriter();
    out.put(FORMAT, 6);
    out.put(bits, 5);
    out.put(state.build, 24);
    out.put(state.version, 12);
    out.put(state.seed, 24);
    out.small(state.saves);
    out.small(state.records);
    out.put(state.place ? 1 : 0, 1);
    if (state.place) out.put(key("p", state.place, bits), bits);
    out.put((state.completed ? 4 : 0) + (state.passed ? 2 : 0) + (state.failed ? 1 : 0), 3);
    out.put(state.best + 1, 7);
    out.small(state.attempts);
    out.put(Math.min(state.reached, 0x3fff), 14);
    putItems(out, state, keep, bits);
    putExam(out, state, keep, bits);
    out.put(state.pretested ? 1 : 0, 1);
    out.put(state.exam && state.exam.pre ? 1 : 0, 1);
    var text = out.text();
    var sum = new elearn.BitWriter();
    sum.put(checksum(text), 12);
    return text + sum.text();
  }

  function putItems(out, state, keep, bits) {
    var items = [];
    Object.keys(state.pages).forEach(function (id) {
      items.push({ key: key("p", id, bits) });
    });
    Object.keys(state.answers).forEach(function (id) {
      if (keep(id)) items.push({ key: key("q", id, bits), answer: state.answers[id] });
    });
    items.sort(function (one, other) {
      return one.key - other.key || (one.answer ? 1 : -1);
    });
    var width = items.length ? Math.max(0, Math.floor(Math.log(Math.pow(2, bits) / items.length) / Math.LN2)) : 0;
    out.small(items.length);
    out.put(width, 5);
    var last = 0;
    items.forEach(function (item) {
      out.rice(item.key - last, width);
      last = item.key;
      out.put(item.answer ? 1 : 0, 1);
      if (item.answer) {
        out.put(item.answer.right ? 1 : 0, 1);
        out.put(Math.min(7, item.answer.tries), 3);
        putAnswer(out, item.answer);
      }
    });
  }

  function putExam(out, state, keep, bits) {
    var exam = state.exam && keep("exam") ? state.exam : null;
    out.put(exam ? 1 : 0, 1);
    if (!exam) return;
    out.put(exam.handedIn ? 1 : 0, 1);
    out.small(exam.seconds);
    out.small(exam.questions.length);
    exam.questions.forEach(function (question) {
      out.put(key("q", question.id, bits), bits);
      out.put(question.flagged ? 1 : 0, 1);
      putAnswer(out, question);
    });
  }

  /**
   * The packed form, at most `limit` characters. What does not fit is given up in this order: answers of a paper that is
   * handed in, answers in lessons that are done, all answers in lessons, the paper.
   */
  elearn.packState = function (state, limit) {
    var pageOf = {};
    elearn.course.pages.forEach(function (page) {
      page.questions.forEach(function (id) {
        pageOf[id] = page.id;
      });
    });
    var steps = [
      function () { return true; },
      function (id) { return id !== "exam" || !state.exam.handedIn; },
      function (id) { return id === "exam" ? !state.exam.handedIn : !state.pages[pageOf[id]]; },
      function (id) { return id === "exam" && !state.exam.handedIn; },
      function () { return false; }
    ];
    for (var step = 0; step < steps.length; step++) {
      var text = pack(state, steps[step]);
      if (text.length <= limit) return text;
    }
    return "";
  };

  /** The newer of two states, with what only the other one knows. */
  elearn.mergeStates = function (one, other) {
    if (!one || !other) return one || other;
    var newer = one.saves >= other.saves ? one : other;
    var older = newer === one ? other : one;
    Object.keys(older.pages).forEach(function (id) { newer.pages[id] = true; });
    Object.keys(older.answers).forEach(function (id) {
      if (!newer.answers[id]) newer.answers[id] = older.answers[id];
    });
    newer.completed = newer.completed || older.completed;
    newer.passed = newer.passed || older.passed;
    newer.pretested = newer.pretested || older.pretested;
    newer.best = Math.max(newer.best, older.best);
    newer.attempts = Math.max(newer.attempts, older.attempts);
    newer.reached = newer.reached || older.reached;
    newer.records = Math.max(newer.records, older.records);
    newer.saves = Math.max(newer.saves, older.saves);
    return newer;
  };

  /** The state a text holds, or null when it is none of this course's (foreign, damaged, of an unknown format). */
  elearn.unpackState = function (text) {
    try {
      return unpack(text);
    } catch (problem) {
      return null;
    }
  };

  function unpack(text) {
    if (!text || text.length < 12) return null;
    var body = text.slice(0, -2);
    if (new elearn.BitReader(text.slice(-2)).get(12) !== checksum(body)) return null;
    var reader = new elearn.BitReader(body);
    if (reader.get(6) !== FORMAT) return null;
    var bits = reader.get(5);
    var known = knownKeys(bits);
    var state = elearn.freshState();
    state.build = reader.get(24);
    state.version = reader.get(12);
    state.seed = reader.get(24);
    state.saves = reader.small();
    state.records = reader.small();
    state.place = reader.bit() ? known.p[reader.get(bits)] || "" : "";
    state.completed = reader.bit() === 1;
    state.passed = reader.bit() === 1;
    state.failed = reader.bit() === 1;
    state.best = reader.get(7) - 1;
    state.attempts = reader.small();
    state.reached = reader.get(14);
    getItems(reader, state, known);
    getExam(reader, state, known, bits);
    getPretest(reader, state);
    return state;
  }

  /** A state of before there were pre-tests ends here: what fills its last character reads as "no". */
  function getPretest(reader, state) {
    if (reader.left() < 2) return;
    state.pretested = reader.bit() === 1;
    var pre = reader.bit() === 1;
    if (state.exam) state.exam.pre = pre;
  }

  function getItems(reader, state, known) {
    var left = reader.small();
    var width = reader.get(5);
    var last = 0;
    for (; left > 0; left--) {
      last += reader.rice(width);
      if (!reader.bit()) {
        if (known.p[last]) state.pages[known.p[last]] = true;
        continue;
      }
      var right = reader.bit() === 1;
      var tries = reader.get(3);
      var answer = getAnswer(reader);
      answer.right = right;
      answer.tries = tries;
      if (known.q[last]) state.answers[known.q[last]] = answer;
    }
  }

  function getExam(reader, state, known, bits) {
    if (!reader.bit()) return;
    var exam = { pre: false, handedIn: reader.bit() === 1, seconds: reader.small(), questions: [] };
    for (var left = reader.small(); left > 0; left--) {
      var id = known.q[reader.get(bits)];
      var flagged = reader.bit() === 1;
      var answer = getAnswer(reader);
      answer.id = id;
      answer.flagged = flagged;
      if (id) exam.questions.push(answer);
    }
    state.exam = exam.questions.length ? exam : null;
  }
})(window.elearn);
