// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.config.Newline;
import java.nio.file.Path;

/**
 * The contract file as it is to be written.
 *
 * @param file where
 * @param extended whether the extended columns follow the 25
 * @param newline how lines end
 * @param nullText what stands for null
 */
public record ContractFile(Path file, boolean extended, Newline newline, String nullText) {}
