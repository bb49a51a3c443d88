package io.github.modemqtt.modem;

/** Hears how far {@link BringUp} is. */
@FunctionalInterface
public interface BringUpListener {

  /**
   * A step begins, or there is news in it.
   *
   * <p>Called on the thread that runs the bring-up, without a lock held. An exception ends the
   * bring-up.
   *
   * @param step the step
   * @param text what happens, for people, such as {@code searching}
   */
  void onStep(BringUpStep step, String text);
}
