package io.github.modemqtt.modem;

/**
 * How seldom a module asks to listen (eDRX): 27.007 section 7.40.
 *
 * @param accessTechnology 4: LTE, 5: NB-IoT
 * @param cycleBits the cycle as four bits, 3GPP TS 24.008 section 10.5.5.32
 */
public record EdrxRequest(int accessTechnology, String cycleBits) {}
