package io.github.modemqtt.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.UnmatchedArgumentException;

/** The options of mosquitto_pub and mosquitto_sub that cannot mean anything here, and why. */
final class ForeignOptions {
  private static final Set<String> COMMANDS = Set.of("pub", "sub");
  private static final String TLS =
      "it is for TLS, which the module cannot be trusted with: use a port without TLS";
  private static final String SOCKET = "the socket is the module's own, which has no such setting";
  private static final String VERSION_5 =
      "it is for MQTT 5, and the module speaks mqttv311 and mqttv31";
  private static final String RETAINED = "the module does not tell whether a message was retained";

  private static final Map<String, String> REASONS =
      Stream.of(
              because(
                  TLS,
                  "--cafile",
                  "--capath",
                  "--cert",
                  "--key",
                  "--keyform",
                  "--ciphers",
                  "--insecure",
                  "--tls-version",
                  "--tls-alpn",
                  "--tls-engine",
                  "--tls-engine-kpass-sha1",
                  "--tls-use-os-certs",
                  "--psk",
                  "--psk-identity"),
              because(SOCKET, "-A", "--nodelay"),
              because(VERSION_5, "-D", "--property", "-x", "--retain-as-published"),
              because(RETAINED, "-R", "--retained-only", "--remove-retained"),
              because("the module knows no proxies", "--proxy"),
              because("the module cannot reach a socket of this computer: give -h HOST", "--unix"),
              because("the module asks for no SRV records: give -h HOST", "-S"))
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private ForeignOptions() {}

  private static List<Map.Entry<String, String>> because(String reason, String... options) {
    return Stream.of(options).map(option -> Map.entry(option, reason)).toList();
  }

  /** Why an option of theirs is refused. */
  static Optional<String> reason(UnmatchedArgumentException unknown) {
    if (unknown.getUnmatched().isEmpty() || !unknown.isUnknownOption()) {
      return Optional.empty();
    }
    String option = name(unknown.getUnmatched().get(0));
    String command = unknown.getCommandLine().getCommandName();
    boolean theirs = option.equals("-R") ? command.equals("sub") : COMMANDS.contains(command);
    return theirs && REASONS.containsKey(option)
        ? Optional.of(option + " is refused: " + REASONS.get(option))
        : Optional.empty();
  }

  /** The option that was meant, if one is near. */
  static Optional<String> nearest(UnmatchedArgumentException unknown) {
    String option = name(unknown.getUnmatched().get(0));
    return NearestName.of(option, unknown.getCommandLine().getCommandSpec().optionsMap().keySet());
  }

  /** Without a value that is attached. */
  private static String name(String argument) {
    if (argument.startsWith("--")) {
      return argument.split("=", 2)[0];
    }
    return argument.substring(0, Math.min(2, argument.length()));
  }
}
