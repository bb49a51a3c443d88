/**
 * The benchmark suite: parts that each answer one question of a user, and the report of all of
 * them.
 */
package io.github.modemqtt.bench;
