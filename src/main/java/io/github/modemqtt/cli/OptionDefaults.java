package io.github.modemqtt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What options are when the command line does not give them: environment variables such as {@code
 * MODEMQTT_MODEM} for {@code --modem}, then a file with one option a line, as mosquitto's.
 */
final class OptionDefaults implements IDefaultValueProvider {
  private static final String PREFIX = "MODEMQTT_";

  private final Map<String, String> environment;
  private final Path file;
  private @Nullable Map<String, String> inFile;

  OptionDefaults(Map<String, String> environment, Path file) {
    this.environment = environment;
    this.file = file;
  }

  /** Those of this process: {@code $XDG_CONFIG_HOME/modemqtt}, else {@code ~/.config/modemqtt}. */
  static OptionDefaults ofUser() {
    String folder = System.getenv("XDG_CONFIG_HOME");
    Path config =
        folder == null || folder.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(folder);
    return new OptionDefaults(System.getenv(), config.resolve("modemqtt"));
  }

  /** Whether an environment variable is one of this program's. */
  static boolean isVariable(String name) {
    return name.startsWith(PREFIX);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String value = fromEnvironment(option.longestName());
    for (String name : option.names()) {
      value = value == null ? fromFile().get(name) : value;
    }
    return value;
  }

  private @Nullable String fromEnvironment(String name) {
    return name.startsWith("--")
        ? environment.get(PREFIX + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT))
        : null;
  }

  private Map<String, String> fromFile() {
    Map<String, String> known = inFile;
    if (known == null) {
      known = Files.isRegularFile(file) ? parse(InputFile.lines(file)) : Map.of();
      inFile = known;
    }
    return known;
  }

  private Map<String, String> parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (!line.startsWith("-")) {
        throw new IllegalArgumentException(
            file + ", line " + (i + 1) + ": expected an option, such as --modem /dev/ttyUSB0");
      }
      String[] parts = line.split("\\s+", 2);
      values.put(parts[0], parts.length == 1 ? "true" : parts[1]);
    }
    return values;
  }
}
