// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the server keeps beside the runs: users, keys, sessions, audit, jobs, schedule.
 *
 * <p>{@link io.perenne.server.storage.Store} opens SQLite or PostgreSQL; a repository is made for
 * one {@link io.perenne.server.storage.Transaction}. One text of a statement serves both; only the
 * definitions of tables differ. Times are epoch milliseconds, JSON is text.
 */
@NullMarked
package io.perenne.server.storage;

import org.jspecify.annotations.NullMarked;
