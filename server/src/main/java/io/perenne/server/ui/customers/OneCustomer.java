// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.customers;

/**
 * The page of one customer.
 *
 * @param customer what a run says of the customer
 * @param whatIf what the reader supposes
 */
public record OneCustomer(CustomerView customer, WhatIfView whatIf) {}
