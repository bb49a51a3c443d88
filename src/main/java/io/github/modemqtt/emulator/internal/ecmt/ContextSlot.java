package io.github.modemqtt.emulator.internal.ecmt;

import org.jspecify.annotations.Nullable;

/** The place of the module's one context. */
final class ContextSlot {
  @Nullable Context context;

  /** The send task lives from the first OPEN to the end of the context. */
  boolean sendTask;

  State state() {
    Context current = context;
    return current == null ? State.NONE : current.state;
  }

  /** Whether this context is still the one, and in this state: what waited may come too late. */
  boolean is(@Nullable Context expected, State state) {
    return expected != null && context == expected && expected.state == state;
  }

  Context orCreate() {
    Context current = context;
    if (current == null) {
      current = new Context();
      context = current;
    }
    return current;
  }
}
