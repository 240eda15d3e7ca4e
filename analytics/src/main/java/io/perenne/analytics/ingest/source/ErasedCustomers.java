// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.nio.file.Path;

/**
 * Customers of the files of a run who were erased: they are left out, but for what is dated after
 * the day of their erasure, which is of somebody new.
 *
 * @param table a CSV file with the columns <i>customer</i> and <i>day</i>: the id as the files have
 *     it, and the local day of the erasure
 * @param customers how many that are
 */
public record ErasedCustomers(Path table, long customers) {}
