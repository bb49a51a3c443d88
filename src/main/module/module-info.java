/**
 * Driver for the MQTT client inside cellular modules of the EigenComm EC616 family.
 *
 * <p>Applications start at {@code io.github.modemqtt.session.ModemMqttClient}.
 */
module io.github.modemqtt {
  requires com.fazecast.jSerialComm;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.github.modemqtt;
  exports io.github.modemqtt.at;
  exports io.github.modemqtt.modem;
  exports io.github.modemqtt.mqtt;
  exports io.github.modemqtt.transport;
}
