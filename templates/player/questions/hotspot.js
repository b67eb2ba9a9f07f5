/* hotspot: a choice on a picture. Responses are those of a choice; the regions on the picture follow the list. */
(function (elearn) {
  "use strict";
  var choice = elearn.kinds.choice;

  elearn.kinds.hotspot = Object.assign({}, choice, {
    prepare: elearn.regions.tie, // the list has the order in which the picture is read

    write: function (element, response) {
      choice.write(element, response);
      elearn.regions.tick(element);
    },

    show: function (element, response, all) {
      choice.show(element, response, all);
      elearn.regions.judge(element, elearn.all(".spot", element).map(function (line, index) {
        var chosen = response.indexOf(index) >= 0;
        var right = line.hasAttribute("data-right");
        return right && chosen ? "right" : chosen ? "wrong" : right && all ? "missed" : "";
      }));
    },

    clear: function (element) {
      choice.clear(element);
      elearn.regions.judge(element, []);
    }
  });
})(window.elearn);
