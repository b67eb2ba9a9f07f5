/* ordering: a list whose lines are moved with buttons, or dragged by their numbers. A response is the list of the items'
 * indexes in the author's order, as the learner has put them; null as long as nothing was moved. */
(function (elearn) {
  "use strict";

  function list(element) {
    return element.querySelector(".order");
  }

  function lines(element) {
    return elearn.all(".order > li", element);
  }

  function index(line) {
    return Number(line.getAttribute("data-index"));
  }

  function named(line) {
    return { index: index(line), name: line.getAttribute("data-name") };
  }

  function width(count) {
    return (count - 1).toString(2).length;
  }

  function arrange(element, order) {
    order.forEach(function (one) {
      list(element).appendChild(lines(element).find(function (line) { return index(line) === one; }));
    });
    ends(element);
  }

  /** The first line cannot go up, the last one not down. */
  function ends(element) {
    var all = lines(element);
    all.forEach(function (line, at) {
      var buttons = elearn.all(".order-move", line);
      buttons[0].setAttribute("aria-disabled", String(at === 0));
      buttons[1].setAttribute("aria-disabled", String(at === all.length - 1));
    });
  }

  /** Put a line one place up or down by moving its neighbour, so that it keeps the focus and the finger. */
  function move(element, line, by) {
    var other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    list(element).insertBefore(other, by < 0 ? line.nextElementSibling : line);
    list(element).setAttribute("data-moved", "");
    ends(element);
  }

  function tell(element, line) {
    var all = lines(element);
    elearn.announce(elearn.t("ordering_moved", line.querySelector(".order-text").textContent,
      all.indexOf(line) + 1, all.length));
    list(element).dispatchEvent(new Event("change", { bubbles: true }));
  }

  function button(element, line, by) {
    var text = line.querySelector(".order-text").textContent;
    return elearn.el("button.order-move", {
      "aria-label": elearn.t(by < 0 ? "ordering_up" : "ordering_down", text),
      click: function () {
        move(element, line, by);
        tell(element, line);
      }
    }, elearn.el("span." + (by < 0 ? "up" : "down"), { "aria-hidden": "true" }));
  }

  /** Dragging by the number: the line goes past each neighbour whose middle the pointer has crossed. */
  function grip(element, line) {
    return elearn.grip(function () {
      if (line.querySelector("button").disabled) return null;
      line.classList.add("moving");
      return {
        move: function (event) {
          var before = line.previousElementSibling;
          var after = line.nextElementSibling;
          if (before && event.clientY < middle(before)) move(element, line, -1);
          else if (after && event.clientY > middle(after)) move(element, line, 1);
        },
        drop: function () {
          line.classList.remove("moving");
          tell(element, line);
        }
      };
    });
  }

  function middle(line) {
    var box = line.getBoundingClientRect();
    return box.top + box.height / 2;
  }

  elearn.kinds.ordering = {
    ask: "ordering_first",

    prepare: function (element, random) {
      var order = lines(element).map(index);
      if (element.getAttribute("data-shuffle") === "true") order = elearn.shuffle(order, random);
      var right = order.every(function (one, at) { return one === at; });
      if (right) order.reverse(); // never the right order to begin with
      lines(element).forEach(function (line) {
        line.insertBefore(grip(element, line), line.firstChild);
        line.querySelector(".order-text").insertAdjacentElement("afterend",
          elearn.el("span.order-buttons", {}, button(element, line, -1), button(element, line, 1)));
      });
      list(element).parentNode.insertBefore(elearn.el("p.how", {}, elearn.t("ordering_how")), list(element));
      element.querySelector("form").addEventListener("reset", function () {
        arrange(element, order);
        list(element).removeAttribute("data-moved");
      });
      arrange(element, order);
    },

    read: function (element) {
      return list(element).hasAttribute("data-moved") ? lines(element).map(index) : null;
    },

    write: function (element, response) {
      arrange(element, response);
      list(element).setAttribute("data-moved", "");
    },

    /** A line counts when it stands directly behind the right one, or first as it should. */
    grade: function (element, response) {
      var hits = response.filter(function (one, at) { return one === (at ? response[at - 1] + 1 : 0); }).length;
      var score = hits / response.length;
      return { result: score === 1 ? "right" : score > 0 ? "partly" : "wrong", score: score };
    },

    interaction: function (element, response) {
      var all = lines(element).sort(function (one, other) { return index(one) - index(other); }).map(named);
      return {
        type: "sequencing",
        learner: (response || []).map(function (one) { return all[one]; }),
        correct: [all]
      };
    },

    pack: function (element, response, out) {
      response.forEach(function (one) { out.put(one, width(response.length)); });
    },

    unpack: function (element, reader) {
      var all = lines(element);
      var response = all.map(function () { return reader.get(width(all.length)); });
      var sound = all.every(function (line) { return response.indexOf(index(line)) >= 0; });
      return sound ? response : null;
    },

    show: function (element, response, all) {
      lines(element).forEach(function (line, at) {
        var right = index(line) === (at ? response[at - 1] + 1 : 0);
        line.classList.toggle("is-right", right);
        line.classList.toggle("is-wrong", !right && response.length > 0);
        var said = line.querySelector(".said");
        var word = line.querySelector(".order-word");
        if (!word) line.insertBefore((word = elearn.el("p.order-word", {})), said);
        word.textContent = !response.length ? "" : right ? elearn.rightWord(said) : elearn.t("is_wrong");
        if (said) {
          said.open = true;
          said.classList.toggle("told", all || right); // of a wrong one it would give the answer away
        }
      });
      elearn.solution(element, all && this.grade(element, response).score !== 1);
    },

    clear: function (element) {
      lines(element).forEach(function (line) {
        line.classList.remove("is-right", "is-wrong");
        elearn.all(".order-word", line).forEach(function (word) { word.textContent = ""; });
        elearn.all(".said", line).forEach(function (said) { said.classList.remove("told"); });
      });
      elearn.solution(element, false);
    }
  };
})(window.elearn);
