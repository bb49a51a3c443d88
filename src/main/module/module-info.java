/**
 * Driver for the MQTT client inside cellular modules of the EigenComm EC616 family.
 *
 * <p>Applications start at {@code io.github.modemqtt.session.ModemMqttClient}.
 */
module io.github.modemqtt {
  requires com.fazecast.jSerialComm;
  requires org.slf4j;
  requires static com.sun.jna;
  requires static io.netty.buffer;
  requires static io.netty.codec.mqtt;
  requires static io.netty.codec;
  requires static io.netty.common;
  requires static io.netty.transport;
  requires static java.sql;
  requires static micrometer.core;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;
  requires static org.junit.platform.commons;
  requires static org.opentest4j;

  exports io.github.modemqtt;
  exports io.github.modemqtt.at;
  exports io.github.modemqtt.capture;
  exports io.github.modemqtt.ecmt;
  exports io.github.modemqtt.emulator.model;
  exports io.github.modemqtt.emulator.scenario;
  exports io.github.modemqtt.emulator;
  exports io.github.modemqtt.metrics;
  exports io.github.modemqtt.modem;
  exports io.github.modemqtt.mqtt;
  exports io.github.modemqtt.outbox;
  exports io.github.modemqtt.pty;
  exports io.github.modemqtt.session;
  exports io.github.modemqtt.testing;
  exports io.github.modemqtt.transcript;
  exports io.github.modemqtt.transcript.log;
  exports io.github.modemqtt.transport;
}
