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

  // Each of the following goes both ways: a BitWriter writes what is there, a BitReader gives what was written. `known` are the
  // identifiers behind keys while reading, null while writing.

  function flag(io, value) {
    return io.put(value ? 1 : 0, 1) === 1;
  }

  function answer(io, one) {
    one.sig = io.put(one.sig, SIG);
    var count = io.small(one.bits.length);
    for (var index = 0; index < count; index++) one.bits[index] = io.put(one.bits[index], 1);
  }

  function head(io, state, bits, known) {
    state.build = io.put(state.build, 24);
    state.version = io.put(state.version, 12);
    state.seed = io.put(state.seed, 24);
    state.saves = io.small(state.saves);
    state.records = io.small(state.records);
    if (flag(io, state.place)) {
      var place = io.put(key("p", state.place, bits), bits);
      if (known) state.place = known.p[place] || "";
    }
    ["completed", "passed", "failed"].forEach(function (name) { state[name] = flag(io, state[name]); });
    state.best = io.put(state.best + 1, 7) - 1;
    state.attempts = io.small(state.attempts);
    state.reached = io.put(Math.min(state.reached, 0x3fff), 14);
  }

  /** Pages that are done and questions that are answered, in the order of their keys. */
  function items(io, state, list, bits, known) {
    var last = 0;
    var count = io.small(list.length);
    var width = io.put(count && Math.max(0, Math.floor(Math.log(Math.pow(2, bits) / count) / Math.LN2)), 5);
    for (var index = 0; index < count; index++) {
      var item = known ? { answer: { bits: [] } } : list[index];
      var one = item.answer;
      last += io.rice(item.key - last, width);
      if (!flag(io, one)) {
        if (known && known.p[last]) state.pages[known.p[last]] = true;
        continue;
      }
      one.right = flag(io, one.right);
      var tries = io.put(Math.min(7, one.tries), 3);
      answer(io, one);
      if (known) one.tries = tries;
      if (known && known.q[last]) state.answers[known.q[last]] = one;
    }
  }

  function paper(io, exam, bits, known) {
    exam.handedIn = flag(io, exam.handedIn);
    exam.seconds = io.small(exam.seconds);
    var count = io.small(exam.questions.length);
    for (var index = 0; index < count; index++) {
      var one = known ? { bits: [] } : exam.questions[index];
      var id = io.put(known ? 0 : key("q", one.id, bits), bits);
      one.flagged = flag(io, one.flagged);
      answer(io, one);
      if (known) one.id = known.q[id];
      if (one.id && known) exam.questions.push(one);
    }
  }

  function pack(state, keep) {
    var bits = elearn.course.keyBits;
    var out = new elearn.BitWriter();
    var exam = state.exam && keep("exam") ? state.exam : null;
    var list = Object.keys(state.pages).map(function (id) { return { key: key("p", id, bits) }; });
    Object.keys(state.answers).filter(keep).forEach(function (id) {
      list.push({ key: key("q", id, bits), answer: state.answers[id] });
    });
    list.sort(function (one, other) {
      return one.key - other.key || (one.answer ? 1 : -1);
    });
    out.put(FORMAT, 6);
    out.put(bits, 5);
    head(out, state, bits, null);
    items(out, state, list, bits, null);
    if (flag(out, exam)) paper(out, exam, bits, null);
    flag(out, state.pretested);
    flag(out, state.exam && state.exam.pre);
    var text = out.text();
    var sum = new elearn.BitWriter();
    sum.put(checksum(text), 12);
    return text + sum.text();
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
    var exam = { pre: false, questions: [] };
    head(reader, state, bits, known);
    items(reader, state, [], bits, known);
    if (flag(reader)) paper(reader, exam, bits, known);
    if (reader.left() > 1) { // a state of before there were pre-tests ends here: what fills its last character reads as "no"
      state.pretested = flag(reader);
      exam.pre = flag(reader);
    }
    state.exam = exam.questions.length ? exam : null;
    return state;
  }
})(window.elearn);
