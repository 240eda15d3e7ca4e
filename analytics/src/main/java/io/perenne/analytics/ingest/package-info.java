// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What did the customers do? Files as people export them become one relation that a pipeline can
 * scan: {@link io.perenne.analytics.ingest.source.TransactionReader} for purchases, {@link
 * io.perenne.analytics.ingest.source.CustomerReader} for the customer list, {@link
 * io.perenne.analytics.ingest.source.RatesReader} for exchange rates and {@link
 * io.perenne.analytics.ingest.source.TableReader} for any delimited text.
 *
 * <p>A file is looked at through a bounded sample: encoding, dialect, columns, spelling of dates
 * and numbers. The engine then reads it in bulk, as fast as it can, and notes what it stumbles
 * over; only files with such notes are read again, more patiently or from a repaired copy.
 */
@NullMarked
package io.perenne.analytics.ingest;

import org.jspecify.annotations.NullMarked;
