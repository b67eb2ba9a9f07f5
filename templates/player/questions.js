/* Questions in lessons: answering, feedback, tries, what is remembered and reported.
 *
 * A kind of question registers itself in `elearn.kinds` with these functions, each of which gets the question's element:
 *   prepare(element, random)    bring it into shape once (shuffle)
 *   read(element)               the response, or null when nothing is answered
 *   write(element, response)    put a response back
 *   grade(element, response)    {result: "right" | "partly" | "wrong" | "neutral", score: 0 to 1}
 *   interaction(element, response)  {type, learner, correct} as the drivers know them, or a list of these, each with
 *                               {part, text}: what is added to the identifier and to the text
 *   pack(element, response, out)    into a BitWriter;  unpack(element, reader)  out of a BitReader
 *   show(element, response, all)    mark what is right and wrong; `all`: also what was not chosen. Without it, only what
 *                               belongs to something right or to the very answer chosen is said: there may be another try
 *   clear(element)              take the marks away
 * and, where it differs, the words `ask` (nothing was answered) and `send` (the button's);
 *   keep(element, response)     the response without what is wrong in it, for a further try; without it, all stays
 *   missing(element, response)  what is still to be done before a lesson's answer can be checked, in words
 */
(function (elearn) {
  "use strict";
  elearn.kinds = {};
  var began = 0; // when the last question was answered or the page shown

  /** What the page says about a question. */
  function about(element) {
    return {
      id: element.getAttribute("data-id"),
      kind: elearn.kinds[element.getAttribute("data-kind")],
      points: Number(element.getAttribute("data-points")),
      attempts: Number(element.getAttribute("data-attempts")),
      objective: element.getAttribute("data-objective"),
      sig: Number(element.getAttribute("data-sig")),
      text: element.getAttribute("data-text")
    };
  }
  elearn.about = about;

  /** A response as remembered bits, and back; null when the question has changed since. */
  elearn.packAnswer = function (element, response) {
    var question = about(element);
    var out = new elearn.BitWriter();
    if (response !== null) question.kind.pack(element, response, out);
    return { sig: question.sig, bits: out.bits };
  };
  elearn.unpackAnswer = function (element, answer) {
    var question = about(element);
    if (!answer || answer.sig !== question.sig || !answer.bits.length) return null;
    var text = new elearn.BitWriter();
    text.bits = answer.bits;
    try {
      return question.kind.unpack(element, new elearn.BitReader(text.text()));
    } catch (problem) {
      return null;
    }
  };

  /** Make a question ready: answers in an order that is the learner's own and stays the same. */
  elearn.prepareQuestion = function (element) {
    var question = about(element);
    var random = elearn.random(elearn.session.state.seed ^ elearn.hash(question.id));
    question.kind.prepare(element, random);
  };

  /** Note one answer for the LMS's report; `attempt` counts from 1 and tells repeated answers apart. */
  elearn.recordAnswer = function (element, page, response, graded, seconds, attempt) {
    var question = about(element);
    var home = elearn.pages.find(page); // none for the pre-test
    home = home && home.questions.indexOf(question.id) >= 0;
    var id = (home ? question.id : page + "-" + question.id).replace(/-/g, "_"); // a lesson's question asked in the exam
    [].concat(question.kind.interaction(element, response)).forEach(function (sent) {
      var name = sent.part ? id + "_" + sent.part : id;
      elearn.session.record({
        id: attempt > 1 ? name + "_" + attempt : name,
        type: sent.type,
        learner: response === null ? null : sent.learner,
        correct: sent.correct,
        result: response === null ? "neutral" : graded.result,
        weight: question.points,
        seconds: seconds,
        time: new Date(),
        objective: question.objective.replace(/-/g, "_"),
        text: sent.text ? question.text + " " + sent.text : question.text
      });
    });
  };

  var FIELDS = ".answers input, .answers select, .answers textarea, .answers button:not(.tool)";

  /** Close or open the fields of a question. */
  elearn.lock = function (element, locked) {
    elearn.all(FIELDS, element).forEach(function (field) { field.disabled = locked; });
  };

  var WORDS = { right: "right", partly: "partly", wrong: "wrong", neutral: "thanks" };

  /** Make a question of a lesson one that can be answered. */
  function begin(element, page) {
    var question = about(element);
    var kind = question.kind;
    var verdict = element.querySelector(".verdict");
    var check = elearn.el("button.main", {
      type: "submit",
      // Not left to the form: in a frame without `allow-forms` it sends nothing, not even the event.
      click: function (event) {
        event.preventDefault();
        answer();
      }
    }, elearn.t(kind.send || "check"));
    var again = elearn.button("second", elearn.t(kind.send ? "change" : "again"), retry);
    var reveal = elearn.button("plain", elearn.t("show_answer"), solve);
    var actions = element.querySelector(".actions");

    function offer(first, second, third) {
      check.hidden = !first;
      again.hidden = !second;
      reveal.hidden = !third;
    }

    function remembered() {
      return elearn.session.state.answers[question.id];
    }

    function answer() {
      var response = kind.read(element);
      var missing = response === null ? elearn.t(kind.ask || "answer_first") : kind.missing && kind.missing(element, response);
      if (missing) {
        say("caution", missing);
        return;
      }
      var graded = kind.grade(element, response);
      var before = remembered();
      var packed = elearn.packAnswer(element, response);
      packed.tries = (before ? before.tries : 0) + 1;
      packed.right = graded.result === "right" || graded.result === "neutral" || !!(before && before.right);
      elearn.session.state.answers[question.id] = packed;
      elearn.recordAnswer(element, page.id, response, graded, (Date.now() - began) / 1000, packed.tries);
      began = Date.now();
      judge(response, graded, true);
      elearn.session.change(true);
      elearn.pages.watchEnd();
    }

    /** Show the verdict and what can be done next. */
    function judge(response, graded, fresh) {
      var neutral = graded.result === "neutral"; // may be changed, and has nothing to reveal
      var over = graded.result === "right" || (question.attempts > 0 && remembered().tries >= question.attempts);
      kind.show(element, response, over || neutral);
      elearn.lock(element, true);
      offer(false, !over, !over && !neutral);
      element.setAttribute("data-result", graded.result);
      var other = { partly: ".said-wrong", neutral: ".said-right" }[graded.result];
      var said = element.querySelector(".said-" + graded.result) || (other && element.querySelector(other));
      say(graded.result, elearn.t(WORDS[graded.result]), said && said.innerHTML);
      if (fresh) verdict.scrollIntoView({ block: "nearest" });
    }

    /** Open the question for a further try. Wrong picks are taken out: with the marks gone they would look like right ones. */
    function retry() {
      var kept = kind.keep && kind.keep(element, kind.read(element));
      if (kept) kind.write(element, kept);
      kind.clear(element);
      elearn.lock(element, false);
      if (kept && kind.grade(element, kept).score > 0) say("neutral", elearn.t("kept"));
      else verdict.textContent = "";
      element.removeAttribute("data-result");
      offer(true, false, false);
      var first = element.querySelector(FIELDS);
      if (first) first.focus();
    }

    function solve() {
      kind.show(element, kind.read(element), true);
      offer(false, false, false);
      say("neutral", elearn.t("solved"));
    }

    function say(look, word, html) {
      verdict.textContent = "";
      verdict.appendChild(elearn.el("p.word", {}, elearn.mark(look === "neutral" ? "tip" : look), word));
      verdict.className = "verdict is-" + look;
      if (html) {
        var text = elearn.el("div", {});
        text.innerHTML = html;
        verdict.appendChild(text);
      }
    }

    actions.textContent = "";
    [check, again, reveal].forEach(function (button) { actions.appendChild(button); });
    offer(true, false, false);
    element.querySelector("form").addEventListener("submit", answer);
    elearn.prepareQuestion(element);
    var known = elearn.unpackAnswer(element, remembered());
    if (known !== null) {
      kind.write(element, known);
      judge(known, kind.grade(element, known), false);
    }
  }

  elearn.pages.enhance(function () {
    began = Date.now();
  });

  elearn.pages.live(function (article, page) {
    if (page.kind === "exam") return;
    elearn.all(".question:not([data-live])", article).forEach(function (element) {
      var known = about(element).kind;
      elearn.lock(element, !known);
      element.querySelector("form").onsubmit = function (event) { event.preventDefault(); };
      if (!known) return;
      element.setAttribute("data-live", "");
      begin(element, page);
    });
  });
})(window.elearn);
