/* The session with the LMS: start, saving, leaving. Nothing a learner has answered may be lost.
 *
 * What is reached is saved at once (deferred a moment, so that no click waits for a request), small changes a second
 * later and at most every ten. A failed save is tried again with growing pauses, shown as a calm sign, and kept in this
 * browser for the next launch. Only `visibilitychange` and `pagehide` are relied on for leaving: `unload` never fires on
 * phones and is forbidden in some LMSs.
 */
(function (elearn) {
  "use strict";
  var MILESTONE = 60; // milliseconds
  var QUIET = 1000;
  var APART = 10000;
  var HEARTBEAT = 9 * 60000;
  var IDLE = 10 * 60000; // without a touch or key for so long, time stands still
  var PAUSES = [2, 4, 8, 15, 30, 60]; // seconds between tries
  var ROOMS = [4000, 1000]; // characters of state that an LMS may keep when it refuses more
  var calls = [];

  var session = (elearn.session = {
    /** Whether an LMS (or this browser) keeps what is reached. */
    tracked: false,
    /** Whether anything may be written. */
    credit: true,
    learner: { id: "", name: "" },
    state: null,
    /** Pass mark, 0 to 1: that of the LMS if it has one, else that of the course. */
    passMark: 0,
    /** "saved", "saving" or "unsaved". */
    sign: "saved",
    /** Pages that belong to this SCO. */
    pages: [],
    /** What is new in the course since the learner was here: entries of course.yaml's `changes`, the newest first. */
    news: []
  });
  var timer = null;
  var due = 0;
  var dirty = false;
  var failures = 0;
  var lastCommit = 0;
  var room = null; // characters of state that this LMS has shown to keep, when it is less than it should
  var whole = true; // whether it got all that is remembered
  var ended = false;
  var listeners = [];
  var spent = 0; // seconds
  var untold = []; // interactions that the LMS does not know yet
  var since = null; // time of the last touch, while time runs

  /** Keeps the last calls to the LMS for `elearn.report()`; shows them as they come when the address asks for it. */
  elearn.log = function (name, values, answer) {
    var own = /(student|learner)_(id|name|response)/.test(values[0]);
    var line = [Math.round(now()), name, own ? values[0] : values.join(" "), own ? "…" : String(answer)];
    calls.push(line);
    if (calls.length > 400) calls.shift();
    if (/[?&]eb_debug=1/.test(location.search) && window.console) console.log("[elearn] " + line.join(" | "));
  };
  /** The last calls to the LMS as text, without names of learners: evidence for support. */
  elearn.report = function () {
    return calls.map(function (line) { return line.join("\t"); }).join("\n");
  };

  function now() {
    return window.performance && performance.now ? performance.now() : Date.now();
  }

  // --- time ---

  function touch() {
    var at = now();
    if (since !== null) spent += Math.min(at - since, IDLE) / 1000;
    since = document.visibilityState === "hidden" ? null : at;
    if (at - lastCommit > HEARTBEAT && session.tracked) change(false);
  }

  // --- start ---

  /** Begin; a promise that is kept in any case. */
  session.start = function (pages) {
    var course = elearn.course;
    session.pages = pages;
    session.passMark = course.passMark;
    since = now();
    // A lesson that is a SCO of its own is never passed or failed, only completed.
    var options = { status: hasExam() ? course.status : "completed-incomplete", recall: elearn.unpackState };
    return elearn.driver.start(options).then(null, function () {
      return { tracked: false };
    }).then(function (found) {
      session.tracked = found.tracked;
      session.credit = found.tracked ? found.credit : true;
      session.learner = found.learner || session.learner;
      if (found.passMark !== null && found.passMark !== undefined) session.passMark = found.passMark;
      var stored = elearn.unpackState(found.state);
      var copy = elearn.unpackState(elearn.copy.read());
      var state = elearn.mergeStates(stored, copy);
      session.news = state ? newsSince(state.version) : [];
      session.state = state = state || elearn.freshState();
      state.build = course.build;
      state.version = elearn.versionKey(course.version);
      var known = found.known || {};
      state.completed = state.completed || !!known.completed;
      state.passed = state.passed || !!known.passed;
      noteGoal(); // an LMS may have kept the pass and lost the rest
      if (!state.place && found.place) state.place = found.place;
      if (found.tracked) {
        elearn.driver.recorded(state.records);
        if (session.credit) resend(state, known);
        if (copy && (!stored || copy.saves > stored.saves)) change(true);
      }
      listen();
      return session;
    });
  };

  /** Changes that came after a version; all of them when it is none that is told of. */
  function newsSince(version) {
    var news = [];
    if (version === elearn.versionKey(elearn.course.version)) return news;
    for (var index = 0; index < elearn.course.changes.length; index++) {
      if (elearn.versionKey(elearn.course.changes[index].version) === version) break;
      news.push(elearn.course.changes[index]);
    }
    return news;
  }

  function hasExam() {
    return session.pages.some(function (page) { return page.kind === "exam"; });
  }

  /** What an LMS may have forgotten with a new attempt, or missed in an outage. */
  function resend(state, known) {
    var driver = elearn.driver;
    if (Object.keys(state.pages).length) driver.progress(session.progress());
    if (state.completed) session.complete();
    var judged = hasExam() && (state.passed || (state.failed && tellsFailure()));
    if (judged) {
      if (!known.passed && state.best >= 0) driver.score({ raw: state.best, min: 0, max: 100 });
      if (state.passed) driver.pass();
      else driver.fail(false);
    }
    if ((state.completed && !known.completed) || (judged && !known.passed && !known.failed)) change(true);
  }

  /** Whether a failed paper is told while attempts are left. */
  function tellsFailure() {
    return /-failed$/.test(elearn.course.status);
  }

  // --- what is reached ---

  /** The lessons of this SCO. */
  session.lessons = function () {
    return session.pages.filter(function (page) { return page.kind === "lesson"; });
  };

  /** Those that are not done yet. */
  session.left = function () {
    return session.lessons().filter(function (page) { return !session.state.pages[page.id]; });
  };

  /** Share of this SCO's lessons that are done; of an exam alone, whether it is over. */
  session.progress = function () {
    var all = session.lessons().length;
    return all ? (all - session.left().length) / all : session.state.completed ? 1 : 0;
  };

  /** Note that a page is done. */
  session.pageDone = function (id) {
    var state = session.state;
    if (state.pages[id]) return;
    state.pages[id] = true;
    if (!session.credit) return tell();
    elearn.driver.progress(session.progress());
    if (session.lessons().length && session.progress() >= elearn.course.threshold) session.complete();
    change(true);
  };

  /** All that was asked for is done. A lesson that is a SCO of its own is satisfied then, which opens what waits for it. */
  session.complete = function () {
    session.state.completed = true;
    noteGoal();
    if (!session.credit) return;
    elearn.driver.complete();
    if (elearn.course.units > 1 && !hasExam()) elearn.driver.pass();
  };

  /** Whether the course's goal is reached: the exam passed, or all lessons done where there is none. */
  session.atGoal = function () {
    return elearn.course.hasExam ? session.state.passed : session.state.completed;
  };

  /** Note the day when the goal is reached, for the certificate. */
  function noteGoal() {
    var state = session.state;
    if (session.atGoal() && !state.reached) state.reached = Math.max(1, Math.floor((Date.now() - Date.UTC(2020, 0, 1)) / 86400000));
  }

  /** Note where the learner is. The page that a first launch opens is worth no commit of its own. */
  session.place = function (id) {
    var before = session.state.place;
    if (before === id) return;
    session.state.place = id;
    if (session.credit) elearn.driver.place(id);
    if (before) change(false);
    else dirty = true;
  };

  /** Note one answered question for the LMS's report. It is told with the next save, when its feedback has been painted. */
  session.record = function (interaction) {
    if (session.credit && session.tracked) untold.push(interaction);
  };

  /**
   * Note the result of a paper: `share` 0 to 1, outcomes by objective, whether it was the last attempt.
   * A result counts for the LMS when it is a pass or when no attempt is left; a worse one never replaces a better.
   */
  session.examDone = function (share, outcomes, last) {
    var state = session.state;
    var driver = elearn.driver;
    var passed = share >= session.passMark - 1e-9;
    var alone = !session.lessons().length;
    // Never rounded up: an LMS that judges by the score would let 79.6 pass at 80.
    state.best = Math.max(state.best, Math.floor(share * 100 + 1e-9));
    if (passed) state.passed = true;
    noteGoal();
    state.failed = !state.passed;
    if (session.credit && session.tracked) {
      outcomes.forEach(function (outcome) { driver.objective(outcome); });
      if (alone) {
        state.completed = true;
        driver.progress(1);
        driver.complete();
      }
      if (state.passed || last || tellsFailure()) {
        driver.score({ raw: state.best, min: 0, max: 100 });
      }
      if (state.passed) driver.pass();
      else driver.fail(last);
    }
    change(true);
    return passed;
  };

  /** Something changed; `milestone` when it must not be lost. */
  function change(milestone) {
    dirty = true;
    tell();
    if (ended || !session.tracked) return;
    var wait = milestone ? MILESTONE : Math.max(QUIET, lastCommit + APART - now());
    if (failures) wait = Math.min(wait, PAUSES[Math.min(failures, PAUSES.length) - 1] * 1000);
    var at = now() + wait;
    if (timer !== null && due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(save, wait);
  }
  session.change = change;

  // --- saving ---

  /** Hand everything to the LMS without asking it to store; true when it took the whole state. */
  function write() {
    touch();
    untold.splice(0).forEach(function (interaction) {
      elearn.driver.record(interaction);
      session.state.records++;
    });
    session.state.saves++;
    var all = elearn.packState(session.state, elearn.driver.stateLimit);
    elearn.copy.keep(all);
    var given = give();
    whole = given === all;
    elearn.driver.time(Math.round(spent));
    return given !== null;
  }

  /** Give the state to the LMS, with less in it where there is less room (2004 RTE 3.1.1: it may cut); what it kept, or null. */
  function give() {
    var text = elearn.packState(session.state, room || elearn.driver.stateLimit);
    var kept = elearn.driver.save(text);
    if (kept === text.length) return text;
    var smaller = [kept].concat(ROOMS).filter(function (size) { return size > 0 && size < text.length; });
    for (var index = 0; index < smaller.length; index++) {
      var less = elearn.packState(session.state, smaller[index]);
      if (less && elearn.driver.save(less) === less.length) {
        room = smaller[index];
        return less;
      }
    }
    return null;
  }

  /** Write everything and have the LMS store it; true when it says that it did. */
  function save() {
    clearTimeout(timer);
    timer = null;
    if (ended || !session.tracked) return true;
    lastCommit = now();
    if (!session.credit) {
      dirty = false;
      return true;
    }
    if (failures && elearn.driver.again) elearn.driver.again();
    var kept = write();
    var stored = elearn.driver.commit() && navigator.onLine !== false;
    if (stored) {
      failures = 0;
      dirty = false;
      if (whole) elearn.copy.keep("");
      sign(kept ? "saved" : "unsaved");
    } else {
      failures++;
      sign("unsaved");
      var wait = PAUSES[Math.min(failures, PAUSES.length) - 1] * 1000;
      due = now() + wait;
      timer = setTimeout(save, wait);
    }
    return stored && kept;
  }
  session.save = save;

  function sign(word) {
    if (session.sign === word) return;
    session.sign = word;
    tell();
  }

  /** Call a function after each change of what is reached or saved. */
  session.watch = function (listener) {
    listeners.push(listener);
  };

  function tell() {
    listeners.forEach(function (listener) { listener(session); });
  }

  // --- leaving ---

  function listen() {
    ["pointerdown", "keydown", "scroll"].forEach(function (name) {
      window.addEventListener(name, touch, { passive: true });
    });
    window.addEventListener("online", function () {
      if (dirty || failures) save();
    });
    window.addEventListener("offline", function () {
      if (!session.tracked || elearn.driver.name === "web") return;
      failures = Math.max(1, failures);
      sign("unsaved");
    });
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") {
        if (!ended) save();
        since = null;
      } else since = now();
    });
    window.addEventListener("pagehide", function () {
      session.finish("");
    });
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) location.reload();
    });
  }

  /**
   * End the session, once. `navigation` is what a SCORM 2004 LMS should do next. Finishing stores by itself; a commit
   * just before it would race with it when the page is going away.
   */
  session.finish = function (navigation) {
    if (ended || !session.tracked) return true;
    clearTimeout(timer);
    var kept = !session.credit || write();
    ended = true;
    var over = session.state.completed && elearn.course.onExit === "normal";
    var handedIn = elearn.oneHandIn && session.state.exam && session.state.exam.handedIn;
    var stored = elearn.driver.finish({ suspend: !(over || handedIn), navigation: navigation });
    if (stored && whole && !failures) elearn.copy.keep("");
    return stored && kept;
  };

  Object.defineProperty(session, "ended", { get: function () { return ended; } });
})(window.elearn);
