// The shared styles come first, so that a component's own win where both speak.
import "./styles/tokens.css";
import "./styles/components.css";
import "./styles/native.css";

import { mount } from "svelte";
import App from "./App.svelte";
import { connect } from "./backend";
import { Session } from "./stores/session.svelte";

const target = document.getElementById("app");
if (target) {
  const session = new Session(await connect());
  mount(App, { target, props: { session } });
}
