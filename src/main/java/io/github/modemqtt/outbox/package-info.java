/**
 * Where messages wait until the broker has them: the store that a client's outbox is written
 * through to, so that it survives the end of the program, and one on disk.
 */
@NullMarked
package io.github.modemqtt.outbox;

import org.jspecify.annotations.NullMarked;
