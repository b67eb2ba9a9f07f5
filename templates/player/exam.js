/* The exam: draws a paper from the pools, one question at a time, marks to come back to, a look over all answers before
 * handing in, a result by objective.
 *
 * The paper is remembered question by question, so leaving and coming back shows the same paper, also after the course
 * was published again (questions that are gone are left out). A further attempt draws other questions as far as the
 * pools allow: each pool is shuffled once per learner, and attempts take turns through it. A pre-test (pretest.js) is a
 * paper like any other, drawn as if it were the attempt before the first; what its result means is said there.
 */
(function (elearn) {
  "use strict";
  var exam = null; // what its page's script says, which brings this part along
  var elements = {}; // question id → element, made when first needed
  var panel = null;
  var at = 0;
  var shown = 0; // when the current question was shown
  var spent = {}; // seconds per question in this session
  var clock = null;
  var started = 0;

  function state() {
    return elearn.session.state;
  }

  function find(id) {
    return exam.questions.find(function (question) { return question.id === id; }) || null;
  }

  function element(id) {
    if (!elements[id]) {
      var holder = document.createElement("div");
      holder.innerHTML = find(id).html;
      elements[id] = holder.firstElementChild;
      elearn.prepareQuestion(elements[id]);
    }
    return elements[id];
  }

  // --- the paper ---

  /** `count` questions of a pool for this attempt: other ones than before as long as there are others. */
  function draw(pool, count, attempt) {
    var order = elearn.shuffle(pool, elearn.random(state().seed ^ elearn.hash(pool[0].objective)));
    var taken = [];
    for (var step = 0; step < Math.min(count, order.length); step++) {
      var place = (attempt * count + step) % order.length;
      taken.push(order[place < 0 ? place + order.length : place]);
    }
    return taken;
  }

  function newPaper(pre) {
    var attempt = pre ? -1 : state().attempts;
    var wanted = pre ? elearn.pretest.wanted(exam) : exam.draw;
    var names = Object.keys(wanted);
    var paper = [];
    if (!names.length) paper = exam.questions.slice();
    names.forEach(function (objective) {
      var pool = exam.questions.filter(function (question) { return question.objective === objective; });
      if (pool.length) paper = paper.concat(draw(pool, wanted[objective], attempt));
    });
    if (exam.shuffle) paper = elearn.shuffle(paper, elearn.random(state().seed + 7919 * (attempt + 1)));
    state().exam = {
      pre: pre === true,
      handedIn: false,
      seconds: 0,
      questions: paper.map(function (question) { return { id: question.id, flagged: false, sig: 0, bits: [] }; })
    };
    elearn.session.change(true);
  }

  /** Questions of the paper that still exist. An answer that does not fit its question any more has to be given again. */
  function paper() {
    var open = !state().exam.handedIn;
    return state().exam.questions.filter(function (entry) {
      var there = find(entry.id) !== null;
      if (there && open && entry.bits.length && entry.sig !== elearn.about(element(entry.id)).sig) entry.bits = [];
      return there;
    });
  }

  /** Minutes that the open paper may take; 0: as long as one likes. */
  function limit() {
    return state().exam.pre ? 0 : exam.minutes;
  }

  function response(entry) {
    return elearn.unpackAnswer(element(entry.id), entry);
  }

  function attemptsLeft() {
    if (elearn.oneHandIn && state().attempts) return 0;
    return exam.attempts ? Math.max(0, exam.attempts - state().attempts) : Infinity;
  }

  // --- showing ---

  /** Empty the panel; while a paper is open, nothing else on the page leads away from it. */
  function clear(running) {
    clearInterval(clock);
    panel.textContent = "";
    document.body.classList.toggle("in-exam", running === true);
    return panel;
  }

  function focusTop() {
    var heading = panel.querySelector("h2");
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "start" });
  }

  function intro() {
    var box = clear();
    var current = state().exam && !state().exam.handedIn ? state().exam : null;
    var first = elearn.pages.waitsFor(elearn.pages.current);
    if (elearn.pretest && elearn.pretest.open()) box.appendChild(elearn.pretest.offer("pretest", {}));
    var count = Object.keys(exam.draw).reduce(function (sum, name) { return sum + exam.draw[name]; }, 0);
    var facts = elearn.el("ul.facts", {});
    function fact(text) { facts.appendChild(elearn.el("li", {}, text)); }
    fact(elearn.t("exam_questions", count || exam.questions.length));
    fact(elearn.t("exam_pass", Math.round(elearn.session.passMark * 100)));
    if (exam.minutes) fact(elearn.t("exam_minutes", exam.minutes));
    fact(exam.attempts ? elearn.t("exam_attempts", attemptsLeft()) : elearn.t("exam_free"));
    box.appendChild(elearn.el("h2", {}, elearn.t("exam_about")));
    box.appendChild(facts);
    if (first) box.appendChild(elearn.el("p", {}, elearn.t("locked", first.title)));
    else if (current && !current.pre) {
      box.appendChild(elearn.button("main", elearn.t("exam_continue"), function () { run(firstOpen()); }));
    } else if (attemptsLeft() > 0) {
      box.appendChild(elearn.button("main", elearn.t("exam_start"), function () { newPaper(); run(0); }));
    } else box.appendChild(elearn.el("p", {}, elearn.t("exam_no_attempt")));
  }

  function pretest() {
    if (!state().exam) newPaper(true);
    run(firstOpen());
  }

  function firstOpen() {
    var all = paper();
    for (var index = 0; index < all.length; index++) if (!all[index].bits.length) return index;
    return 0;
  }

  function tick() {
    var current = state().exam;
    var gone = Math.round((Date.now() - started) / 1000);
    current.seconds += gone;
    started += gone * 1000;
    var left = limit() * 60 - current.seconds;
    var sign = panel.querySelector(".clock");
    if (sign) {
      sign.textContent = elearn.t("exam_left", Math.max(0, Math.ceil(left / 60)));
      sign.classList.toggle("soon", left < 300);
    }
    if (left === 300 || left === 60) elearn.announce(elearn.t("exam_left", left / 60));
    if (left <= 0) handIn();
  }

  function keepTime(id) {
    spent[id] = (spent[id] || 0) + (Date.now() - shown) / 1000;
    shown = Date.now();
  }

  /** Show question `index` of the paper. */
  function run(index) {
    var all = paper();
    var box = clear(true);
    var entry = all[index];
    at = index;
    shown = Date.now();
    if (limit()) {
      started = Date.now();
      clock = setInterval(tick, 1000);
    }
    var flag = elearn.el("button.plain.flag", {
      "aria-pressed": String(entry.flagged),
      click: function () {
        entry.flagged = !entry.flagged;
        flag.setAttribute("aria-pressed", String(entry.flagged));
        elearn.session.change(false);
      }
    }, elearn.mark("flag"), elearn.t("flag"));
    box.appendChild(elearn.el("div.paper-head", {},
      elearn.el("h2", {}, elearn.t("exam_question", index + 1, all.length)),
      limit() ? elearn.el("p.clock", {}, "") : null,
      flag));
    box.appendChild(meter(all.filter(function (one) { return one.bits.length; }).length / all.length));
    if (state().exam.pre && !index) box.insertBefore(elearn.pretest.about(exam), box.firstChild);
    var question = element(entry.id);
    restore(question, entry);
    box.appendChild(question);
    box.appendChild(elearn.el("div.steps-row", {},
      index > 0 ? way("second", "back", index - 1) : null,
      index + 1 < all.length ? way("main", "forward", index + 1) : null,
      way(index + 1 < all.length ? "plain" : "main", "exam_look_over")));
    if (limit()) tick();
    focusTop();

    /** A button to another question, or to the look over all of them. */
    function way(look, word, to) {
      return elearn.button(look, elearn.t(word), function () {
        keepTime(entry.id);
        if (to === undefined) review();
        else run(to);
      });
    }
  }

  function meter(share) {
    var bar = elearn.el("div.meter", { "aria-hidden": "true" }, elearn.el("span", {}));
    bar.firstChild.style.width = Math.round(share * 100) + "%";
    return bar;
  }

  function restore(question, entry) {
    var kind = elearn.about(question).kind;
    var known = response(entry);
    var form = question.querySelector("form");
    form.reset(); // what was given in an earlier attempt
    kind.clear(question);
    if (known !== null) kind.write(question, known);
    elearn.lock(question, false);
    form.onsubmit = function (event) { event.preventDefault(); };
    form.oninput = function () { keep(question, entry, false); };
    form.onchange = function () { keep(question, entry, true); };
  }

  /** Remember the answer the moment it is given; while it is still being typed (not `whole`), no key asks for a commit. */
  function keep(question, entry, whole) {
    var given = elearn.about(question).kind.read(question);
    var packed = elearn.packAnswer(question, given);
    entry.sig = packed.sig;
    entry.bits = packed.bits;
    elearn.session.change(whole);
  }

  /** All questions at a glance, before handing in. */
  function review() {
    var all = paper();
    var box = clear(true);
    var open = all.filter(function (entry) { return !entry.bits.length; }).length;
    box.appendChild(elearn.el("h2", {}, elearn.t("exam_look_over")));
    box.appendChild(elearn.el("p", {}, open ? elearn.t("exam_open", open) : elearn.t("exam_all_answered")));
    var list = elearn.el("ol.paper-list", {});
    all.forEach(function (entry, index) {
      var done = entry.bits.length > 0;
      var words = [elearn.t(done ? "answered" : "not_answered")];
      if (entry.flagged) words.push(elearn.t("flagged"));
      list.appendChild(elearn.el("li", {}, elearn.el("button.paper-item" + (done ? ".done" : ""), {
        click: function () { run(index); }
      }, elearn.el("span.paper-number", {}, elearn.number(index + 1)),
        elearn.el("span.paper-text", {}, element(entry.id).getAttribute("data-text")),
        elearn.el("span.paper-state", {}, entry.flagged ? elearn.mark("flag") : null, words.join(elearn.t("comma"))))));
    });
    box.appendChild(list);
    box.appendChild(elearn.el("div.steps-row", {},
      elearn.button("second", elearn.t("back"), function () { run(at); }),
      elearn.button("main", elearn.t(open ? "exam_hand_in_open" : "exam_hand_in"), function () { handIn(); })));
    focusTop();
  }

  // --- result ---

  /** Points of the paper: overall share and share by objective. */
  function count() {
    var sums = {};
    var total = { got: 0, most: 0 };
    var marks = paper().map(function (entry) {
      var question = element(entry.id);
      var about = elearn.about(question);
      var given = response(entry);
      var graded = given === null ? { result: "wrong", score: 0 } : about.kind.grade(question, given);
      [total, (sums[about.objective] = sums[about.objective] || { got: 0, most: 0 })].forEach(function (sum) {
        sum.got += graded.score * about.points;
        sum.most += about.points;
      });
      return { entry: entry, element: question, given: given, graded: graded };
    });
    return { marks: marks, sums: sums, share: total.most ? total.got / total.most : 0 };
  }

  function handIn() {
    var current = state().exam;
    if (current.handedIn) return;
    clearInterval(clock);
    current.handedIn = true;
    if (!current.pre) state().attempts++;
    var counted = count();
    counted.marks.forEach(function (mark) {
      var page = current.pre ? "pretest" : "exam";
      elearn.recordAnswer(mark.element, page, mark.given, mark.graded, spent[mark.entry.id] || 0, state().attempts);
    });
    spent = {};
    if (current.pre) {
      elearn.pretest.count(clear(), counted.sums, byObjective(counted, "pretest_learn"));
      return focusTop();
    }
    var outcomes = Object.keys(counted.sums).filter(Boolean).map(function (name) {
      var share = counted.sums[name].got / counted.sums[name].most;
      return { id: name.replace(/-/g, "_"), score: share, passed: share >= elearn.session.passMark - 1e-9 };
    });
    elearn.session.examDone(counted.share, outcomes, attemptsLeft() === 0);
    result(counted);
    focusTop();
  }

  function result(counted) {
    var box = clear();
    var passed = counted.share >= elearn.session.passMark - 1e-9;
    var score = Math.floor(counted.share * 100 + 1e-9);
    box.appendChild(elearn.el("div.result." + (passed ? "is-right" : "is-wrong"), {},
      elearn.el("h2", {}, elearn.mark(passed ? "right" : "wrong"), elearn.t(passed ? "exam_passed" : "exam_failed")),
      elearn.el("p.score", {}, elearn.t("exam_score", score, Math.round(elearn.session.passMark * 100)))));
    var left = elearn.session.left().length;
    if (passed && left) box.appendChild(elearn.el("p", {}, elearn.t("exam_lessons_left", left)));
    box.appendChild(byObjective(counted, "read_again"));
    var row = elearn.el("div.steps-row", {});
    if (!passed && attemptsLeft() > 0) {
      row.appendChild(elearn.button("main", elearn.t("exam_again"), function () { newPaper(); run(0); }));
    } else if (!passed && elearn.oneHandIn) box.appendChild(elearn.el("p", {}, elearn.t("exam_open_again")));
    else if (!passed) box.appendChild(elearn.el("p", {}, elearn.t("exam_no_attempt")));
    if (passed && elearn.course.certificate) {
      row.appendChild(elearn.button("main", elearn.t("certificate"), function (event) { elearn.parts.open("certificate", event.currentTarget); }));
    }
    row.appendChild(elearn.button("second", elearn.t("exam_see_answers"), function () { answers(counted); }));
    box.appendChild(row);
  }

  function byObjective(counted, word) {
    var list = elearn.el("ul.outcomes", {});
    Object.keys(counted.sums).forEach(function (name) {
      if (!name) return;
      var share = counted.sums[name].got / counted.sums[name].most;
      var item = elearn.el("li", {},
        elearn.el("p.outcome", {}, elearn.course.objectives[name] || name,
          elearn.el("b", {}, elearn.t("percent", Math.round(share * 100)))),
        meter(share));
      var lessons = elearn.course.pages.filter(function (page) { return page.objectives.indexOf(name) >= 0; });
      if (share < elearn.session.passMark && lessons.length) {
        var links = elearn.el("p.outcome-links", {}, elearn.t(word) + " ");
        lessons.forEach(function (page, index) {
          if (index) links.appendChild(document.createTextNode(" · "));
          links.appendChild(elearn.el("a", { href: page.id + ".html" }, page.title));
        });
        item.appendChild(links);
      }
      list.appendChild(item);
    });
    return elearn.el("section", {}, elearn.el("h3", {}, elearn.t("by_objective")), list);
  }

  /** The whole paper with what was right, and why. */
  function answers(counted) {
    var box = clear();
    box.appendChild(elearn.el("h2", {}, elearn.t("exam_see_answers")));
    counted.marks.forEach(function (mark) {
      var about = elearn.about(mark.element);
      restore(mark.element, mark.entry);
      about.kind.show(mark.element, mark.given === null ? [] : mark.given, true);
      elearn.lock(mark.element, true);
      box.appendChild(mark.element);
    });
    box.appendChild(elearn.el("div.steps-row", {}, elearn.button("second", elearn.t("back"), function () { result(count()); focusTop(); })));
    focusTop();
  }

  elearn.pages.live(function (article, page) {
    if (panel && article.contains(panel)) return;
    clearInterval(clock);
    document.body.classList.remove("in-exam");
    if (page.kind !== "exam") return;
    var place = article.querySelector(".exam-place");
    if (!place.querySelector(".waiting")) place.textContent = "";
    if (!elearn.parts.ready(page)) return; // any kind of question may be drawn
    exam = elearn.pages.exam;
    panel = elearn.el("section.paper", { "aria-live": "off" });
    place.appendChild(panel);
    if (elearn.pretest && elearn.pretest.takes(article, panel, exam, pretest)) return;
    if (state().exam && state().exam.handedIn && !state().exam.pre && paper().length) result(count());
    else intro();
  });
})(window.elearn);
