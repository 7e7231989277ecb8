"use strict";
const view = document.getElementById("view");
const lost = document.getElementById("lost");
const events = new EventSource(view.dataset.events);
events.addEventListener("view", (event) => {
  view.innerHTML = event.data;
});
events.onopen = () => lost.classList.remove("shown");
events.onerror = () => lost.classList.add("shown");
