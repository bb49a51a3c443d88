package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MockModem} does on a command: its methods add one act after the other.
 *
 * <p>Without any act the modem stays silent. Texts are sent as UTF-8; a <em>unit</em> is a text
 * that goes out with CR LF before and after it, as 27.007 modules frame their lines.
 *
 * <p>Say all of it before the command comes.
 */
public final class MockReply {
  private final List<Act> acts = new CopyOnWriteArrayList<>();

  MockReply() {}

  /** One thing to do. */
  sealed interface Act {
    /** Says units that may depend on the command line. */
    record Say(Function<String, List<String>> units) implements Act {}

    /** Says bytes as they are. */
    record Raw(byte[] bytes) implements Act {}

    /** Says units when the modem's clock was advanced. */
    record Later(Duration delay, List<String> units) implements Act {}

    /** Asks for data, and goes on when it has come. */
    record Prompt(byte @Nullable [] expected) implements Act {}

    /** Ends the line. */
    record Cut() implements Act {}
  }

  List<Act> acts() {
    return acts;
  }

  private MockReply add(Act act) {
    acts.add(act);
    return this;
  }

  /**
   * Says units, such as {@code "+CSQ: 20,99", "OK"}.
   *
   * @param units the units, in order
   * @return this
   */
  public MockReply answer(String... units) {
    List<String> copy = List.of(units);
    return add(new Act.Say(command -> copy));
  }

  /**
   * Says units that are computed from the command line.
   *
   * @param units gets the line without its end, on the thread that wrote it, and returns the units
   * @return this
   */
  public MockReply answer(Function<String, List<String>> units) {
    return add(new Act.Say(units));
  }

  /**
   * Says text as it is, for what no module should say.
   *
   * @param text the text, with line ends where they are wanted
   * @return this
   */
  public MockReply raw(String text) {
    return add(new Act.Raw(text.getBytes(UTF_8)));
  }

  /**
   * Says units when {@link MockModem#advance} has moved the modem's clock that far; what is added
   * after this does not wait for it.
   *
   * @param delay the time from now, not negative
   * @param units the units, in order
   * @return this
   * @throws IllegalArgumentException if the delay is negative
   */
  public MockReply later(Duration delay, String... units) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("The delay " + delay + " is negative");
    }
    return add(new Act.Later(delay, List.of(units)));
  }

  /**
   * Asks for data with {@code CR LF > blank}; what is added after this is done when a write of the
   * host ends with Ctrl-Z, or with Esc.
   *
   * @return this
   */
  public MockReply prompt() {
    return add(new Act.Prompt(null));
  }

  /**
   * Asks for data as {@link #prompt()} does; other data than this makes {@link MockModem#verify()}
   * fail.
   *
   * @param expected the data, without the Ctrl-Z
   * @return this
   */
  public MockReply prompt(String expected) {
    return prompt(expected.getBytes(UTF_8));
  }

  /**
   * Asks for data as {@link #prompt()} does; other data than this makes {@link MockModem#verify()}
   * fail.
   *
   * @param expected the data, without the Ctrl-Z
   * @return this
   */
  public MockReply prompt(byte[] expected) {
    return add(new Act.Prompt(expected.clone()));
  }

  /**
   * Says nothing: the same as adding nothing, but to be read.
   *
   * @return this
   */
  public MockReply silence() {
    return this;
  }

  /**
   * Ends the line as a pulled cable does.
   *
   * @return this
   */
  public MockReply cutLine() {
    return add(new Act.Cut());
  }
}
