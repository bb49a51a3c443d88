package io.github.modemqtt.bench.parts.tcp;

import io.github.modemqtt.at.AtStatistics;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.NetworkModel;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ClientMetrics;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** modemqtt with an emulated module. */
final class ModulePeer implements Peer, ClientMetrics {
  /** How many the module has under way at most: its queue in front of the send task. */
  private static final int UNDER_WAY = 10;

  private final SlowPath path;
  private final EmulatedModule module;
  private final ModemMqttClient client;
  private ClientGauges gauges;

  ModulePeer(SlowPath path, String clientId, Duration roundTrip, int bitsPerSecond) {
    this.path = path;
    MemoryTransport.Pair line = MemoryTransport.pair(clientId);
    module =
        EmulatedModule.builder(line.module())
            .broker("127.0.0.1", path.port())
            .network(NetworkModel.IDEAL.withRoundTrip(roundTrip))
            .lineRate(bitsPerSecond)
            .registrationDelay(Duration.ZERO)
            .build();
    client =
        ModemMqttClient.builder()
            .transport(line::host)
            .broker("127.0.0.1", 1883) // a name would take another round trip
            .clientId(clientId)
            .maxInFlight(UNDER_WAY)
            .metrics(this)
            .build();
    module.start();
  }

  @Override
  public void bind(ClientGauges clientGauges) {
    gauges = clientGauges;
  }

  @Override
  public void connect() {
    client.connect();
  }

  @Override
  public CompletableFuture<?> publish(String topic, byte[] payload, int qos) {
    return client.async().publish(topic, payload, Qos.values()[qos], false);
  }

  @Override
  public long line() {
    AtStatistics totals = gauges.lineTotals();
    return totals.bytesReceived() + totals.bytesSent();
  }

  @Override
  public Traffic air() {
    return path.settled();
  }

  @Override
  public void close() throws Exception {
    client.close();
    module.close();
    path.close();
    if (!module.audit().isEmpty()) {
      throw new IllegalStateException("the module complains: " + module.audit());
    }
  }
}
