/**
 * What an MQTT 3.1.1 client is, whatever the module: names, messages, options, failures, and the
 * contract of a module that has a client inside.
 *
 * <p>Nothing here knows AT commands. The limits of a certain module (lengths, characters that its
 * command line cannot carry) belong to the package of its dialect; what is checked here is MQTT
 * itself.
 */
@NullMarked
package io.github.modemqtt.mqtt;

import org.jspecify.annotations.NullMarked;
