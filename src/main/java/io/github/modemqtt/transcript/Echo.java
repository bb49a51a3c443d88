package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Difference.Kind;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The echo of a line of the host: whether there is one is a setting of the module, not an answer.
 *
 * <p>The module repeats the printable characters only, in one piece, before it answers.
 */
final class Echo {
  /** No line, no echo. */
  static final Echo NONE = new Echo(new byte[0], "", false);

  private final byte[] bytes;
  private final String shown;
  private final boolean inTranscript;
  private boolean over;
  private boolean came;

  private Echo(byte[] bytes, String shown, boolean inTranscript) {
    this.bytes = bytes;
    this.shown = shown;
    this.inTranscript = inTranscript;
  }

  /** The echo of what was just sent. */
  Echo(Exchange exchange, Values values) {
    this(
        exchange.host() == null ? new byte[0] : printable(values.bytes(exchange.host().content())),
        exchange.host() == null ? "" : "<| " + exchange.host().text().replaceAll("\\\\r$", ""),
        without(exchange).size() < exchange.module().size());
  }

  /** What the module says besides the echo. */
  static List<Unit> without(Exchange exchange) {
    List<Unit> module = exchange.module();
    boolean echo =
        exchange.host() != null
            && !module.isEmpty()
            && (module.get(0).text() + "\\r").equals(exchange.host().text());
    return echo ? module.subList(1, module.size()) : module;
  }

  private static byte[] printable(byte[] sent) {
    ByteArrayOutputStream echo = new ByteArrayOutputStream(sent.length);
    for (byte value : sent) {
      if (value >= ' ') {
        echo.write(value);
      }
    }
    return echo.toByteArray();
  }

  /** What it looks like, as long as it can come. */
  Optional<byte[]> awaited() {
    return over || bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
  }

  /** Takes the echo, which is the first thing that comes if it comes. */
  boolean take(Unit got) {
    boolean taken = !over && bytes.length > 0 && Arrays.equals(got.content().bytes(), bytes);
    over |= taken || !got.canBeUrc();
    came |= taken;
    return taken;
  }

  /** How it is other than in the transcript, if it is. */
  Optional<Kind> difference() {
    if (came == inTranscript) {
      return Optional.empty();
    }
    return Optional.of(came ? Kind.UNEXPECTED : Kind.MISSING);
  }

  String shown() {
    return shown;
  }
}
