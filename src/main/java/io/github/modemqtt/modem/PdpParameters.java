package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import java.util.OptionalInt;

/**
 * What the network gave a packet data context: 27.007 section 10.1.23. Texts are empty where the
 * module prints nothing.
 *
 * @param contextId the context; the EC616's own is 0
 * @param bearerId the bearer
 * @param apn the access point name
 * @param address the local address, with the subnet mask behind it if the module prints that
 * @param gateway the gateway
 * @param primaryDns the first name server
 * @param secondaryDns the second name server
 */
public record PdpParameters(
    int contextId,
    OptionalInt bearerId,
    String apn,
    String address,
    String gateway,
    String primaryDns,
    String secondaryDns) {

  static PdpParameters read(AtLine line) {
    FieldReader fields = line.fields();
    return new PdpParameters(
        fields.nextInt(),
        fields.nextOptionalInt(),
        fields.nextText(),
        fields.nextText(),
        fields.nextText(),
        fields.nextText(),
        fields.nextText());
  }
}
