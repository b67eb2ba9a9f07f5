/* The pre-test: a few questions of each objective before the course. Lessons all of whose objectives are mastered count as
 * done. It is taken once, before the first attempt at the exam, is no attempt itself and gives no score; LMSs get its
 * answers as interactions that begin with `pretest_`. It has a view of its own in the place of the exam's page: it comes
 * with that page's script, and there a learner who leaves is brought back to. The way to it is in offer.js.
 */
(function (elearn) {
  "use strict";
  var pretest = elearn.pretest;

  /** Questions for each objective of the exam. */
  pretest.wanted = function (exam) {
    var wanted = {};
    exam.questions.forEach(function (question) {
      if (question.objective && (exam.draw[question.objective] || !Object.keys(exam.draw).length)) {
        wanted[question.objective] = exam.pretest;
      }
    });
    return wanted;
  };

  function questions(exam) {
    var wanted = pretest.wanted(exam);
    return Object.keys(wanted).reduce(function (sum, objective) {
      var pool = exam.questions.filter(function (question) { return question.objective === objective; });
      return sum + Math.min(wanted[objective], pool.length);
    }, 0);
  }

  /** Say what it is. */
  pretest.about = function (exam) {
    return elearn.el("p.pretest-about", {}, elearn.t("pretest_about", questions(exam)));
  };

  /**
   * Whether the exam's page that is being shown is to be the pre-test; if so, it gets its title. `act` begins or goes on:
   * at once where the learner has asked for it; who comes back to it from outside is told first what it is.
   */
  pretest.takes = function (article, panel, exam, act) {
    var asked = pretest.asked;
    var back = pretest.fresh && elearn.session.state.exam;
    pretest.asked = pretest.fresh = false;
    if (!pretest.open() || !(asked || back)) return false;
    article.classList.add("page-pretest");
    elearn.all(".body > :not(.exam-place)", article).forEach(function (part) { part.remove(); });
    var opening = article.querySelector(".opening");
    opening.textContent = "";
    opening.appendChild(elearn.el("h1", {}, elearn.t("pretest_title")));
    document.title = elearn.t("pretest_title") + " – " + elearn.course.title;
    if (asked) act();
    else {
      panel.appendChild(pretest.about(exam));
      panel.appendChild(pretest.way("main", act));
    }
    return true;
  };

  /** Draw the consequences: `sums` are points by objective, `outcomes` shows them. */
  pretest.count = function (box, sums, outcomes) {
    var session = elearn.session;
    var mastered = Object.keys(sums).filter(function (name) {
      return sums[name].got / sums[name].most >= session.passMark - 1e-9;
    });
    var skipped = session.left().filter(function (page) {
      return !page.scenario && page.objectives.length && page.objectives.every(function (name) {
        return mastered.indexOf(name) >= 0;
      });
    });
    session.state.pretested = true;
    skipped.forEach(function (page) { session.pageDone(page.id); });
    session.change(true);
    show(box, skipped, outcomes);
  };

  function show(box, skipped, outcomes) {
    var first = elearn.session.left()[0];
    var names = elearn.el("ul", {});
    skipped.forEach(function (page) { names.appendChild(elearn.el("li", {}, page.title)); });
    box.appendChild(elearn.el("div.result" + (skipped.length ? ".is-right" : ""), {},
      elearn.el("h2", {}, skipped.length ? elearn.t("pretest_done", skipped.length) : elearn.t("pretest_none")),
      skipped.length ? names : null));
    box.appendChild(outcomes);
    if (first) {
      box.appendChild(elearn.el("div.steps-row", {}, elearn.button("main", elearn.t("pretest_go"), function () {
        elearn.pages.show(first.id, { push: true });
      })));
    }
  }
})(window.elearn);
