package io.github.modemqtt.bench.parts;

import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.parts.line.LinePart;
import io.github.modemqtt.bench.parts.scale.ScalePart;
import io.github.modemqtt.bench.parts.scale.SoakPart;
import io.github.modemqtt.bench.parts.startup.StartupPart;
import io.github.modemqtt.bench.parts.tcp.TcpPart;
import io.github.modemqtt.bench.parts.unlimited.UnlimitedPart;
import java.util.ArrayList;
import java.util.List;

/** All parts, in the order of the report. */
public final class Parts {
  private Parts() {}

  private static List<Part> all() {
    List<Part> parts = new ArrayList<>();
    parts.add(new LinePart());
    parts.add(new NetworkPart());
    parts.add(new UnlimitedPart());
    parts.add(new ChannelPart());
    parts.add(new ScalePart());
    parts.add(new StartupPart());
    parts.add(new TcpPart());
    if (SoakPart.isAskedFor()) {
      parts.add(new SoakPart());
    }
    return parts;
  }

  /**
   * The parts with these names, in the order of the report.
   *
   * @param names the names, with commas between them; none means all
   * @throws IllegalArgumentException if there is no part with such a name
   */
  public static List<Part> named(String names) {
    List<Part> all = all();
    if (names.isBlank()) {
      return all;
    }
    List<String> known = all.stream().map(Part::name).toList();
    List<String> wanted = List.of(names.trim().split("\\s*,\\s*"));
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no part \""
                + name
                + "\"; there are "
                + String.join(", ", known)
                + ", and soak with -Dbench.soak=30m");
      }
    }
    return all.stream().filter(part -> wanted.contains(part.name())).toList();
  }
}
