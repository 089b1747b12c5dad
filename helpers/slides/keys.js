"use strict";
// One slide at a time; without this script all of them stand below each other, and on paper one a sheet.
(function () {
  const slides = Array.from(document.querySelectorAll(".slide"));
  const told = document.getElementById("place");
  let now = 0;

  function wanted() {
    const place = Number(location.hash.replace("#s", ""));
    return place >= 1 && place <= slides.length ? place - 1 : 0;
  }

  function show(place, focus) {
    now = Math.min(Math.max(place, 0), slides.length - 1);
    slides.forEach(function (slide, at) { slide.hidden = at !== now; });
    told.textContent = (now + 1) + " / " + slides.length;
    history.replaceState(null, "", "#s" + (now + 1));
    window.scrollTo(0, 0);
    if (focus) { slides[now].querySelector("h1, h2").focus(); }
  }

  const moves = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, n: 1,
    ArrowLeft: -1, ArrowUp: -1, PageUp: -1, p: -1
  };
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (event.key === " " && event.target.closest("button")) { return; }
    const page = document.documentElement;
    const tall = page.scrollHeight - page.clientHeight;
    const step = event.key === " " && event.shiftKey ? -1 : moves[event.key];
    if (event.key === "ArrowDown" && window.scrollY < tall - 1) { return; }
    if (event.key === "ArrowUp" && window.scrollY > 1) { return; }
    if (event.key === "Home") { show(0, true); }
    else if (event.key === "End") { show(slides.length - 1, true); }
    else if (step) { show(now + step, true); }
    else { return; }
    event.preventDefault();
  });
  document.getElementById("back").addEventListener("click", function () { show(now - 1, false); });
  document.getElementById("on").addEventListener("click", function () { show(now + 1, false); });
  window.addEventListener("hashchange", function () { show(wanted(), true); });
  window.addEventListener("beforeprint", function () { slides.forEach(function (slide) { slide.hidden = false; }); });
  window.addEventListener("afterprint", function () { show(now, false); });
  document.documentElement.classList.add("turning");
  show(wanted(), false);
})();
