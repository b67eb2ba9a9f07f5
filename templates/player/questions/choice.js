/* choice: radio buttons, or boxes when several answers are right. A response is the list of chosen indexes, in the order
 * that the author wrote the answers. */
(function (elearn) {
  "use strict";

  function options(element) {
    return elearn.all(".option", element).sort(function (one, other) { return index(one) - index(other); });
  }

  function index(option) {
    return Number(option.getAttribute("data-index"));
  }

  function isRight(option) {
    return option.hasAttribute("data-right");
  }

  function multiple(element) {
    return element.getAttribute("data-multiple") === "true";
  }

  function named(option) {
    return { index: index(option), name: option.getAttribute("data-name") };
  }

  function width(count) {
    return Math.max(1, (count - 1).toString(2).length);
  }

  elearn.kinds.choice = {
    prepare: function (element, random) {
      if (element.getAttribute("data-shuffle") !== "true") return;
      var list = element.querySelector(".answers");
      elearn.shuffle(options(element), random).forEach(function (option) { list.appendChild(option); });
    },

    read: function (element) {
      var chosen = options(element).filter(function (option) { return option.querySelector("input").checked; }).map(index);
      return chosen.length ? chosen : null;
    },

    write: function (element, response) {
      options(element).forEach(function (option) {
        option.querySelector("input").checked = response.indexOf(index(option)) >= 0;
      });
    },

    grade: function (element, response) {
      var all = options(element);
      var wanted = all.filter(isRight).map(index);
      var hits = response.filter(function (one) { return wanted.indexOf(one) >= 0; }).length;
      var misses = response.length - hits;
      if (hits === wanted.length && !misses) return { result: "right", score: 1 };
      var score = multiple(element) ? Math.max(0, (hits - misses) / wanted.length) : 0;
      return { result: score > 0 ? "partly" : "wrong", score: score };
    },

    keep: function (element, response) {
      var all = options(element);
      return response.filter(function (one) { return isRight(all[one]); });
    },

    interaction: function (element, response) {
      var all = options(element);
      return {
        type: "choice",
        learner: (response || []).map(function (one) { return named(all[one]); }),
        correct: [all.filter(isRight).map(named)]
      };
    },

    pack: function (element, response, out) {
      var count = options(element).length;
      if (!multiple(element)) out.put(response[0], width(count));
      else for (var one = 0; one < count; one++) out.put(response.indexOf(one) >= 0 ? 1 : 0, 1);
    },

    unpack: function (element, reader) {
      var count = options(element).length;
      if (!multiple(element)) return [reader.get(width(count))];
      var response = [];
      for (var one = 0; one < count; one++) if (reader.get(1)) response.push(one);
      return response;
    },

    show: function (element, response, all) {
      options(element).forEach(function (option) {
        var chosen = response.indexOf(index(option)) >= 0;
        option.classList.toggle("is-right", isRight(option) && (chosen || all));
        option.classList.toggle("is-wrong", !isRight(option) && chosen);
        var said = option.querySelector(".said");
        if (said) {
          said.open = true;
          said.classList.toggle("told", chosen || all);
        }
        var word = option.querySelector(".option-word");
        if (!word) option.appendChild((word = elearn.el("span.option-word.quiet", {})));
        word.textContent = chosen || all ? elearn.t(isRight(option) ? "is_right" : "is_wrong") : "";
      });
    },

    clear: function (element) {
      options(element).forEach(function (option) {
        option.classList.remove("is-right", "is-wrong");
        var said = option.querySelector(".said");
        if (said) said.classList.remove("told");
        var word = option.querySelector(".option-word");
        if (word) word.textContent = "";
      });
    }
  };
})(window.elearn);
