/* Starts the player when the page is there: session first (LMSs wait only seconds for it), then what is seen. */
(function (elearn) {
  "use strict";

  function unitOf(id) {
    return elearn.course.sco.find(function (unit) { return unit.indexOf(id) >= 0; }) || elearn.course.sco[0];
  }

  function startPage(unit, here) {
    var wanted = location.hash.slice(1);
    var place = elearn.session.state.place;
    var candidates = [wanted, document.body.hasAttribute("data-index") ? place : ""];
    for (var index = 0; index < candidates.length; index++) {
      var page = elearn.pages.find(candidates[index]);
      if (page && candidates[index] !== here && unit.indexOf(candidates[index]) >= 0 && !elearn.pages.lockedBy(page)) {
        return candidates[index];
      }
    }
    return here;
  }

  elearn.begin = function () {
    document.documentElement.classList.add("js");
    var here = document.body.getAttribute("data-page");
    var unit = unitOf(here);
    var pages = elearn.course.pages.filter(function (page) { return unit.indexOf(page.id) >= 0; });
    elearn.oneHandIn = elearn.course.units > 1 && elearn.driver.name === "scorm2004";
    elearn.course.pages.forEach(function (page) { page.needs = page.needs || []; });
    elearn.parts.need(elearn.pages.find(here) || pages[0]);
    elearn.session.start(pages).then(function () {
      elearn.shell.build();
      elearn.pages.listen();
      var first = elearn.pages.adopt(here);
      var start = startPage(unit, here);
      if (start === here && first && first.kind !== "exam") elearn.pages.settle(first, { keep: true });
      else {
        elearn.pages.show(start, {}).then(function (shown) {
          if (!shown && first) elearn.pages.settle(first, { keep: true });
        });
      }
      elearn.parts.ahead();
    });
  };
})(window.elearn);
