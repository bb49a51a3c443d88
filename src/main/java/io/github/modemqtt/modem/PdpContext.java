package io.github.modemqtt.modem;

/**
 * The definition of a packet data context: 27.007 section 10.1.1.
 *
 * @param id the context; the EC616's own is 0
 * @param type such as {@code IP}, {@code IPV6}, {@code IPV4V6}, {@code Non-IP}
 * @param apn the access point name; empty if the network chooses
 * @param address the address asked for; mostly empty
 */
public record PdpContext(int id, String type, String apn, String address) {}
