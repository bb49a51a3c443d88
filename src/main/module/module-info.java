/**
 * Driver for the MQTT client inside cellular modules of the EigenComm EC616 family.
 *
 * <p>Applications start at {@code io.github.modemqtt.session.ModemMqttClient}.
 */
module io.github.modemqtt {
  requires com.fazecast.jSerialComm;
  requires transitive org.slf4j;
  requires static org.jspecify;
  requires static com.sun.jna;

  exports io.github.modemqtt;
  exports io.github.modemqtt.pty;
  exports io.github.modemqtt.transport;
}
