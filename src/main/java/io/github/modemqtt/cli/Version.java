package io.github.modemqtt.cli;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/**
 * What a report of a fault begins with: version and commit, from the jar's manifest, and where it
 * runs.
 */
final class Version implements IVersionProvider {
  private static final String COMMIT = "Implementation-Build";

  @Override
  public String[] getVersion() throws IOException {
    return lines(Version.class.getResource("Version.class"));
  }

  /**
   * Tells what is known of the jar that holds a class.
   *
   * @param ownClass where the class is
   */
  static String[] lines(@Nullable URL ownClass) throws IOException {
    Attributes manifest = manifest(ownClass);
    String version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    String commit = manifest.getValue(COMMIT);
    List<String> lines = new ArrayList<>();
    lines.add("modemqtt " + (version == null ? "(development)" : version));
    if (commit != null && !commit.isBlank()) {
      lines.add("Commit " + commit);
    }
    lines.add("Java " + Runtime.version());
    lines.add(String.join(" ", property("os.name"), property("os.version"), property("os.arch")));
    return lines.toArray(String[]::new);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static Attributes manifest(@Nullable URL ownClass) throws IOException {
    if (ownClass != null && ownClass.openConnection() instanceof JarURLConnection jar) {
      Attributes attributes = jar.getMainAttributes();
      return attributes == null ? new Attributes() : attributes;
    }
    return new Attributes();
  }
}
