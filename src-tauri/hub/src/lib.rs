//! Every byte of Attune's that crosses a network.
