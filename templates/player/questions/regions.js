/* Regions on a picture and their lines in the list below or beside it: what is ticked, pointed at or focused in one shows
 * in the other. A region is a label of the line's native control, so it works by itself; this only makes it visible. */
(function (elearn) {
  "use strict";

  function lines(element) {
    return elearn.all(".spot", element);
  }

  function regions(element) {
    return elearn.all(".region", element);
  }

  function follow(one, other) {
    [["mouseenter", "is-at", true], ["mouseleave", "is-at", false], ["focusin", "is-in", true], ["focusout", "is-in", false]]
      .forEach(function (event) {
        one.addEventListener(event[0], function () { other.classList.toggle(event[1], event[2]); });
      });
  }

  elearn.regions = {
    /** Tie regions and lines together, once. */
    tie: function (element) {
      var all = regions(element);
      // A strict policy refuses places that stand in the HTML (CSP 3, style-src-attr), but not the same from a script.
      elearn.all("[style]", element).forEach(function (one) { one.style.cssText = one.getAttribute("style"); });
      lines(element).forEach(function (line, index) {
        follow(line, all[index]);
        follow(all[index], line);
      });
      element.addEventListener("change", function () { elearn.regions.tick(element); });
    },

    /** Show what is ticked. */
    tick: function (element) {
      var all = regions(element);
      lines(element).forEach(function (line, index) {
        var ticked = line.querySelector("input").checked;
        line.classList.toggle("is-ticked", ticked);
        all[index].classList.toggle("is-ticked", ticked);
      });
    },

    /** Show a judgement on each region: "right", "wrong", "missed" or nothing. */
    judge: function (element, judgements) {
      regions(element).forEach(function (region, index) {
        ["right", "wrong", "missed"].forEach(function (word) {
          region.classList.toggle("is-" + word, judgements[index] === word);
        });
      });
    }
  };
})(window.elearn);
