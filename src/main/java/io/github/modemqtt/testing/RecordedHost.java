package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transcript.Step;
import io.github.modemqtt.transcript.Transcript;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who the host of a transcript was: a client that is described alike sends the same. */
final class RecordedHost {
  private static final String TEXT = "\"([^\"]*)\"";
  private static final Pattern OPEN = Pattern.compile("AT\\+ECMTOPEN=0," + TEXT + ",(\\d+)");
  private static final Pattern CONNECT =
      Pattern.compile("AT\\+ECMTCONN=0," + TEXT + "," + TEXT + "," + TEXT);
  private static final Pattern VERSION = setting("version", "([34])");
  private static final Pattern SESSION = setting("session", "([01])");
  private static final Pattern KEEP_ALIVE = setting("keepalive", "(\\d+)");
  private static final Pattern WILL = setting("will", "1,([012]),([01])," + TEXT + "," + TEXT);
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\\\\\{[A-Za-z][A-Za-z0-9-]*(?::(\\d+))?}");

  /** What it sent, in the notation of transcripts. */
  private final String sent;

  RecordedHost(String transcript) {
    sent =
        Transcript.parse(transcript).steps().stream()
            .filter(Step.HostSends.class::isInstance)
            .map(step -> ((Step.HostSends) step).content().toString())
            .collect(Collectors.joining("\n"));
  }

  private static Pattern setting(String name, String values) {
    return Pattern.compile("AT\\+ECMTCFG=\"" + name + "\",0," + values);
  }

  void describe(ModemMqttClient.Builder client) {
    client.broker("broker.example", 1883);
    first(OPEN, found -> client.broker(text(found, 1), number(found, 2)));
    first(
        CONNECT,
        found -> {
          client.clientId(text(found, 1));
          client.credentials(text(found, 2), text(found, 3));
        });
    first(
        VERSION,
        found -> client.version(number(found, 1) == 3 ? MqttVersion.V3_1 : MqttVersion.V3_1_1));
    first(SESSION, found -> client.cleanSession(number(found, 1) == 1));
    first(KEEP_ALIVE, found -> client.keepAlive(Duration.ofSeconds(number(found, 1))));
    first(WILL, found -> client.will(will(found)));
  }

  private static Will will(MatchResult found) {
    return new Will(
        TopicName.of(text(found, 3)),
        text(found, 4).getBytes(UTF_8),
        Qos.ofLevel(number(found, 1)),
        number(found, 2) == 1);
  }

  private void first(Pattern pattern, Consumer<MatchResult> found) {
    Matcher matcher = pattern.matcher(sent);
    if (matcher.find()) {
      found.accept(matcher);
    }
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }

  /** A hidden value becomes another one that fits its placeholder. */
  private static String text(MatchResult found, int group) {
    return PLACEHOLDER
        .matcher(found.group(group))
        .replaceAll(
            hidden -> hidden.group(1) == null ? "1" : "x".repeat(Integer.parseInt(hidden.group(1))))
        .replace("\\\\", "\\");
  }
}
