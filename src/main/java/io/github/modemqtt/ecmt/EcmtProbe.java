package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a module's firmware shows of itself.
 *
 * <p>What it does not show: the sizes that it takes, because the test forms print names in place of
 * numbers, and older builds refuse what is too long with the same error as anything else; whether
 * TLS works, because even its handshake is reported as success when it failed; the baud rate and
 * the echo of a new module, because both are stored settings.
 *
 * @param model the answer to {@code AT+CGMM} as the vendor words it, without its name; empty if
 *     there is none
 * @param blankAfterColon whether answers have a blank after their first colon, as seen in the
 *     answer to {@code AT+ECMTSUB=?}
 * @param settings the items of {@code AT+ECMTCFG} that its test form lists; firmware takes more
 *     than it lists
 */
public record EcmtProbe(String model, boolean blankAfterColon, List<String> settings) {
  private static final ReplyShape ONE_OR_MORE_LINES = ReplyShape.text();

  /**
   * Takes over a copy of the list.
   *
   * @param model the model
   * @param blankAfterColon whether answers have a blank after their first colon
   * @param settings the items of the configuration
   */
  public EcmtProbe {
    settings = List.copyOf(settings);
  }

  /**
   * The profile that fits best.
   *
   * @return {@link EcmtProfile#EC616_REF} if there is no blank after colons, else {@link
   *     EcmtProfile#EC616}. Never {@link EcmtProfile#EC616_OLD}, which looks like the latter: take
   *     that by hand if the module refuses long texts
   */
  public EcmtProfile profile() {
    return blankAfterColon ? EcmtProfile.EC616 : EcmtProfile.EC616_REF;
  }

  static CompletableFuture<EcmtProbe> of(AtChannel channel) {
    return channel
        .submit(new Question("AT+CGMM", ONE_OR_MORE_LINES))
        .exceptionally(EcmtProbe::nothingIfRefused)
        .thenCompose(
            model ->
                channel
                    .submit(new Question("AT+ECMTSUB=?", ReplyShape.line("+ECMTSUB").andMore()))
                    .thenCompose(
                        subscribe ->
                            channel
                                .submit(
                                    new Question(
                                        "AT+ECMTCFG=?",
                                        ReplyShape.line("+ECMTCFG").andMore().repeated()))
                                .thenApply(
                                    settings ->
                                        new EcmtProbe(
                                            model(model),
                                            subscribe.stream().allMatch(EcmtProbe::hasBlank),
                                            items(settings)))));
  }

  private static List<AtLine> nothingIfRefused(Throwable failure) {
    if (Steps.unwrap(failure) instanceof CommandRejectedException) {
      return List.of();
    }
    throw Steps.rethrown(failure);
  }

  private static String model(List<AtLine> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    String line = lines.get(0).text().strip();
    int colon = line.startsWith("+") ? line.indexOf(':') : -1;
    return line.substring(colon + 1).strip().replace("\"", "");
  }

  private static boolean hasBlank(AtLine line) {
    String text = line.text();
    return text.startsWith(" ", text.indexOf(':') + 1);
  }

  private static List<String> items(List<AtLine> lines) {
    List<String> items = new ArrayList<>();
    for (AtLine line : lines) {
      items.add(line.fields().nextText());
    }
    return items;
  }

  /** A question whose answer is wanted as it is. */
  private record Question(String text, ReplyShape replyShape) implements AtCommand<List<AtLine>> {
    @Override
    public CommandLine line() {
      return CommandLine.of(text);
    }

    @Override
    public List<AtLine> decode(Reply reply) {
      return reply.lines();
    }
  }
}
