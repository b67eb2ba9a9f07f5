/* The LMS: scorm-again behind the API that a course finds, every call kept with its answer and error, and what an author
 * may have go wrong. Learners' records stay in this tab (`sessionStorage`): a second tab is another learner. */
(() => {
  "use strict";
  const { preview } = window;
  const MOST_CALLS = 3000;
  const FIRST = [
    "LMSInitialize",
    "LMSFinish",
    "LMSGetValue",
    "LMSSetValue",
    "LMSCommit",
    "LMSGetLastError",
    "LMSGetErrorString",
    "LMSGetDiagnostic"
  ];
  const SECOND = [
    "Initialize",
    "Terminate",
    "GetValue",
    "SetValue",
    "Commit",
    "GetLastError",
    "GetErrorString",
    "GetDiagnostic"
  ];
  const NAMES = [
    "Ada Okafor",
    "Samir Haddad",
    "Lucía Torres",
    "Mei Lin",
    "Jonas Weber",
    "Aigerim Suleimenova",
    "Tomé Nkosi",
    "Leila Rahimi"
  ];

  let course = ""; // what the records belong to
  let kept = { learner: null, records: {} };

  const lms = (preview.lms = {
    /** Entries, the oldest first: `{at, name, values, answer, code, says, wrong}` or `{at, event}`. */
    calls: [],
    /** How many entries have been dropped at the beginning of `calls`. */
    dropped: 0,
    /** What is launched: `{launch, key, twelve, engine, state}`; state: "launched", "open" or "ended". */
    session: null,
    /** What the author asks for; `mastery` is a percentage as text, empty for that of the package. */
    asked: { failing: 0, cut: false, review: false, mastery: "" },
    /** Called after each change of records or session. */
    changed: () => {},
    /** Called when a course ends its session by itself, with its wish for what comes next (SCORM 2004). */
    ended: () => {}
  });

  // --- learners and records ---

  const save = () => preview.tab.set(`records:${course}`, kept);

  function newcomer() {
    const id = `learner-${Math.random().toString(36).slice(2, 8)}`;
    return { id, name: NAMES[Math.floor(Math.random() * NAMES.length)] };
  }

  /** Take up the records of a course, with the learner who was here before in this tab. */
  lms.begin = (name) => {
    course = name;
    kept = preview.tab.get(`records:${course}`, null) || { learner: newcomer(), records: {} };
    Object.assign(lms.asked, preview.tab.get(`asked:${course}`, {}));
    save();
  };

  Object.defineProperty(lms, "learner", { get: () => kept.learner });

  /** The record of a SCO: `{cmi, exit, at, visits}`, or undefined. */
  lms.record = (key) => kept.records[key];

  /** Another learner, of whom nothing is known; `quietly`: the same one, who has forgotten everything. */
  lms.newLearner = (quietly) => {
    for (const name of Object.keys(window.localStorage)) {
      if (name === `elearn:${preview.state.id}`) window.localStorage.removeItem(name); // a plain site keeps it there
    }
    const name = quietly ? kept.learner.name : "";
    kept = { learner: newcomer(), records: {} };
    if (name) kept.learner.name = name;
    save();
    if (!quietly) note(`${kept.learner.name} is a new learner.`);
  };

  /** Change what the author asks for. */
  lms.ask = (what) => {
    Object.assign(lms.asked, what);
    preview.tab.set(`asked:${course}`, { review: lms.asked.review, mastery: lms.asked.mastery });
    lms.changed();
  };

  // --- what is told ---

  function add(entry) {
    lms.calls.push(entry);
    if (lms.calls.length > MOST_CALLS) {
      lms.calls.splice(0, MOST_CALLS / 10);
      lms.dropped += MOST_CALLS / 10;
    }
    lms.changed();
  }

  const note = (event) => add({ at: Date.now(), event });
  lms.note = note;

  // --- launching ---

  const loaded = {};

  /** Have the engine of an edition there: `scorm12`, or any of SCORM 2004. */
  lms.load = (edition) => {
    if (!edition) return Promise.resolve();
    const name = edition === "scorm12" ? "scorm12" : "scorm2004";
    loaded[name] ??= new Promise((resolve, reject) => {
      document.head.append(preview.el("script", { src: `ui/${name}.min.js`, load: resolve, error: reject }));
    });
    return loaded[name];
  };

  const share = (percent) => String(Math.round(percent * 100) / 10000);

  /** Offer a SCO its API, as an LMS does before it opens it; an asset gets none. The engine must be loaded. */
  lms.launch = (launch, edition) => {
    lms.close();
    if (!launch.sco) {
      note(
        edition
          ? `${launch.title || launch.path} is opened. It is no SCO: the LMS does not talk to it.`
          : "The plain site is opened; it has no LMS."
      );
      return;
    }
    const twelve = edition === "scorm12";
    const key = `${twelve ? "1.2" : "2004"}:${launch.item}`;
    const Engine = twelve ? window.Scorm12API : window.Scorm2004API;
    const engine = new Engine({ logLevel: 5, autocommit: false, alwaysSendTotalTime: true, mastery_override: true });
    const session = { launch, key, twelve, engine, state: "launched", forced: "0", review: lms.asked.review };
    const before = kept.records[key];
    const resumed = Boolean(before && before.exit === "suspend");
    // SCORM 2004 begins a new attempt with an empty record; an LMS for 1.2 keeps what it has.
    if (before && (twelve || resumed)) engine.loadFromJSON(before.cmi, "cmi");
    const core = twelve ? engine.cmi.core : engine.cmi;
    core.entry = resumed ? "resume" : before && twelve ? "" : "ab-initio";
    core[twelve ? "student_id" : "learner_id"] = kept.learner.id;
    core[twelve ? "student_name" : "learner_name"] = kept.learner.name.split(" ").reverse().join(", ");
    core.credit = lms.asked.review ? "no-credit" : "credit";
    core[twelve ? "lesson_mode" : "mode"] = lms.asked.review ? "review" : "normal";
    if (launch.data) engine.cmi.launch_data = launch.data;
    const mark = lms.asked.mastery;
    if (twelve && (mark || launch.mastery)) engine.cmi.student_data.mastery_score = mark || launch.mastery;
    if (!twelve && (mark || launch.mastery)) core.scaled_passing_score = mark ? share(mark) : launch.mastery;
    if (!twelve && launch.threshold) core.completion_threshold = launch.threshold;
    lms.session = session;
    window[twelve ? "API" : "API_1484_11"] = facade(session);
    const how = lms.asked.review
      ? "for a review"
      : resumed
        ? "and comes back to it"
        : before
          ? "for a new attempt"
          : "for the first time";
    note(`${kept.learner.name} opens ${launch.title || launch.item} ${how}.`);
  };

  /** Take the API away. With `resume`, the next launch goes on with the record, however the course has ended. */
  lms.close = (how = {}) => {
    const session = lms.session;
    delete window.API;
    delete window.API_1484_11;
    lms.session = null;
    if (!session) return;
    session.closed = true;
    if (session.state === "open") note("The course was closed without ending its talk with the LMS.");
    if (how.resume && kept.records[session.key]) {
      kept.records[session.key].exit = "suspend";
      save();
    }
  };

  /** The record as it is at the moment, stored or not: that of what is launched, or else what was stored of it. */
  lms.now = () => {
    const session = lms.session;
    if (!session) return null;
    return session.state === "ended" ? session.last : snapshot(session);
  };

  const snapshot = (session) => JSON.parse(JSON.stringify(session.engine.renderCommitCMI(true).cmi));

  /** How the course has said that it ends; only written down, it cannot be asked for. */
  function exitOf(session) {
    const cmi = snapshot(session);
    return (session.twelve ? cmi.core : cmi).exit;
  }

  function store(session, exit) {
    const before = kept.records[session.key];
    const cmi = snapshot(session);
    session.last = JSON.parse(JSON.stringify(cmi));
    session.stored = JSON.stringify(essence(session.last, session.twelve));
    if (session.review) return; // a look back changes nothing
    // What belongs to one visit only does not come back with the next.
    for (const name of ["exit", "session_time", "entry"]) delete (session.twelve ? cmi.core : cmi)[name];
    kept.records[session.key] = {
      cmi,
      exit,
      at: Date.now(),
      visits: (session.visits ??= ((before && before.visits) || 0) + 1)
    };
    save();
  }

  /** What counts for whether something is not stored yet: all but the time. */
  function essence(cmi, twelve) {
    const copy = JSON.parse(JSON.stringify(cmi));
    for (const name of ["session_time", "total_time", "exit"]) delete (twelve ? copy.core : copy)[name];
    return copy;
  }

  /** Whether the course has said something that the LMS has not stored. */
  lms.unstored = () => {
    const session = lms.session;
    return Boolean(
      session &&
      session.state === "open" &&
      session.stored !== JSON.stringify(essence(snapshot(session), session.twelve))
    );
  };

  // --- calls ---

  function facade(session) {
    const shown = {};
    (session.twelve ? FIRST : SECOND).forEach((name, index) => {
      shown[name] = (...values) => answerTo(session, name, SECOND[index], values);
    });
    return shown;
  }

  function answerTo(session, name, word, values) {
    const asking = word.startsWith("GetError") || word === "GetLastError" || word === "GetDiagnostic";
    if (session.closed) return asking ? "301" : "false"; // the window of the course was closed
    if (!asking) session.forced = "0";
    const failing =
      (word === "Commit" || word === "Terminate") &&
      session.state === "open" &&
      (lms.asked.cut || lms.asked.failing > 0);
    let answer;
    if (failing) {
      if (!lms.asked.cut) lms.asked.failing--;
      session.forced = session.twelve ? "101" : "391";
      answer = "false";
    } else if (word === "GetLastError" && session.forced !== "0") answer = session.forced;
    else answer = obey(session, name, word, values);
    const text = String(answer);
    const code = asking
      ? "0"
      : session.forced !== "0"
        ? session.forced
        : String(session.engine[session.twelve ? "LMSGetLastError" : "GetLastError"]());
    const strange = values.some((value) => typeof value !== "string")
      ? "An argument is not a text, as the standard asks for."
      : "";
    add({
      at: Date.now(),
      name,
      values: values.map(String),
      answer: text,
      code,
      strange,
      says: preview.says(word, values.map(String), text),
      // 403 says only that there is nothing yet (RTE 3.1.7.7), which is how a course finds out.
      wrong: code !== "0" && !(code === "403" && !session.twelve),
      meaning:
        code === "0"
          ? ""
          : failing
            ? "the LMS could not store it, as you have asked for"
            : preview.meaning(code, session.twelve)
    });
    return answer;
  }

  function obey(session, name, word, values) {
    const { engine, twelve } = session;
    const ending = word === "Terminate" && session.state === "open";
    const exit = ending || word === "Commit" ? exitOf(session) : "";
    const wish = ending && !twelve ? String(engine.adl.nav.request || "") : "";
    const answer = engine[name](...values);
    const worked = String(answer) === "true";
    if (word === "Initialize" && worked) session.state = "open";
    if ((word === "Commit" || ending) && worked) store(session, exit);
    if (ending && worked) {
      session.state = "ended";
      setTimeout(() => {
        if (lms.session === session) lms.ended(session, wish);
      });
    }
    return answer;
  }
})();
