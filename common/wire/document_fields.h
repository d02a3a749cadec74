// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/document_messages.h"
#include "common/wire/domain_fields.h"

// Keys of messages count from 2: 0 is the type, 1 the request. Keys of values inside count from 0.
namespace cid::wire {

template <>
inline constexpr auto fields<DocumentRequest> =
    std::tuple{field<2>(&DocumentRequest::name), field<3>(&DocumentRequest::version)};

template <>
inline constexpr auto fields<DocumentVersion> =
    std::tuple{field<0>(&DocumentVersion::number), field<1>(&DocumentVersion::savedAt), field<2>(&DocumentVersion::who),
               field<3>(&DocumentVersion::size)};

template <>
inline constexpr auto fields<DocumentProblem> =
    std::tuple{field<0>(&DocumentProblem::line), field<1>(&DocumentProblem::column), field<2>(&DocumentProblem::code),
               field<3>(&DocumentProblem::text)};

template <>
inline constexpr auto fields<DocumentReply> =
    std::tuple{field<2>(&DocumentReply::name),     field<3>(&DocumentReply::path),
               field<4>(&DocumentReply::text),     field<5>(&DocumentReply::digest),
               field<6>(&DocumentReply::versions), field<7>(&DocumentReply::problems)};

template <>
inline constexpr auto fields<DocumentCheckRequest> =
    std::tuple{field<2>(&DocumentCheckRequest::name), field<3>(&DocumentCheckRequest::text)};

template <> inline constexpr auto fields<DocumentCheckReply> = std::tuple{field<2>(&DocumentCheckReply::problems)};

template <>
inline constexpr auto fields<DocumentSaveRequest> = std::tuple{
    field<2>(&DocumentSaveRequest::name), field<3>(&DocumentSaveRequest::text), field<4>(&DocumentSaveRequest::base)};

template <>
inline constexpr auto fields<DocumentSaveReply> =
    std::tuple{field<2>(&DocumentSaveReply::digest), field<3>(&DocumentSaveReply::version)};

} // namespace cid::wire
