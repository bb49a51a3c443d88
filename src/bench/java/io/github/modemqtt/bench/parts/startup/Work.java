package io.github.modemqtt.bench.parts.startup;

/** What a {@link CollectorProgram} does, with the jars that it needs for it. */
enum Work {
  NOTHING("empty Java program", "nothing", 0, "none"),
  MODEMQTT("modemqtt", "modemqtt", Work.READINGS, Work.LIBRARY),
  METERED(
      "modemqtt with Micrometer",
      "micrometer",
      Work.READINGS,
      Work.LIBRARY + "|micrometer-.*|HdrHistogram.*|LatencyUtils.*"),
  WAITING(
      "modemqtt, 5,000 readings wait for the network",
      "waiting",
      CollectorProgram.CAPACITY + Work.READINGS,
      Work.LIBRARY),
  PAHO("Paho, over TCP", "paho", Work.READINGS, "org\\.eclipse\\.paho.*"),
  HIVEMQ(
      "HiveMQ, over TCP",
      "hivemq",
      Work.READINGS,
      "hivemq-.*|rxjava-.*|reactive-streams-.*|netty-(buffer|codec|common|handler|transport"
          + "|resolver|transport-native-unix-common)-[0-9].*|jctools-.*|dagger-.*|javax\\.inject-.*");

  static final int READINGS = 300;
  private static final String LIBRARY = "jSerialComm-.*|slf4j-(api|simple)-.*";

  final String label;
  final String word;
  final int readings;
  private final String jars;

  Work(String label, String word, int readings, String jars) {
    this.label = label;
    this.word = word;
    this.readings = readings;
    this.jars = jars;
  }

  boolean isOnModule() {
    return this == MODEMQTT || this == METERED || this == WAITING;
  }

  boolean needs(String jar) {
    return jar.matches(jars);
  }
}
