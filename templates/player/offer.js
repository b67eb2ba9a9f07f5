/* The way to the pre-test, in courses that have one: a few questions of each objective before the course, taken once, before
 * the first attempt at the exam. What it is stands in pretest.js, which comes with the exam's page.
 */
(function (elearn) {
  "use strict";
  var pretest = (elearn.pretest = {
    /** Whether the page that is being opened shall be the pre-test. */
    asked: false,
    /** Whether no page was shown yet. */
    fresh: true
  });
  var strip = null;

  /** Whether it can be taken, or gone on with: in courses of one SCO, until it was handed in or the exam was begun. */
  pretest.open = function () {
    var session = elearn.session;
    var state = session.state;
    return session.credit && elearn.course.units === 1 && !state.pretested && !state.attempts &&
      (!state.exam || state.exam.pre === true) && session.left().length > 0;
  };

  /** A button that begins it or goes on with it. */
  pretest.way = function (look, act) {
    return elearn.button(look, elearn.t(elearn.session.state.exam ? "pretest_continue" : "pretest_start"), act);
  };

  /** A title, a hint, and the button that opens its view. */
  pretest.offer = function (look, how) {
    return elearn.el("section." + look, { "aria-labelledby": "pretest" },
      elearn.el("h2", { id: "pretest" }, elearn.t("pretest_title")),
      elearn.el("p", {}, elearn.t("pretest_hint")),
      pretest.way("second", function () {
        pretest.asked = true;
        elearn.pages.show(elearn.session.pages.find(function (page) { return page.kind === "exam"; }).id, how);
      }));
  };

  /** On the first page of a learner who has done nothing yet, point to it. */
  elearn.pages.enhance(function (article, page) {
    var state = elearn.session.state;
    if (strip) strip.remove();
    strip = null;
    if (page.kind === "exam") return;
    pretest.asked = pretest.fresh = false;
    if (page.kind !== "lesson" || !pretest.open() || Object.keys(state.pages).length || Object.keys(state.answers).length) return;
    var place = document.querySelector("body > main");
    strip = place.parentNode.insertBefore(pretest.offer("strip.pretest-offer", { push: true }), place);
  });
})(window.elearn);
