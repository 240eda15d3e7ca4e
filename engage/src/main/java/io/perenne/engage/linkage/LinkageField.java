// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

/**
 * A field that records are compared by.
 *
 * @param name its name
 * @param kind how it is compared
 */
public record LinkageField(String name, FieldKind kind) {}
