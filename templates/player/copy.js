/* The copy of a learner's state in this browser: what the LMS did not store is found again at the next launch. */
(function (elearn) {
  "use strict";
  var copy = (elearn.copy = {});

  /** What it is stored under; null where nobody is known, or the browser keeps everything anyway. */
  function copyName() {
    var session = elearn.session;
    if (!session.learner.id || elearn.driver.name === "web") return null;
    var unit = session.pages.length === 1 ? ":" + session.pages[0].id : "";
    return "elearn-copy:" + elearn.course.id + unit + ":" + elearn.hash(session.learner.id).toString(36);
  }

  /** Keep a packed state; an empty one takes the copy away. */
  copy.keep = function (text) {
    var name = copyName();
    if (name && elearn.session.credit) elearn.keep(name, text);
  };

  /** The packed state that is kept, or null. */
  copy.read = function () {
    return copyName() && elearn.keep(copyName());
  };
})(window.elearn);
