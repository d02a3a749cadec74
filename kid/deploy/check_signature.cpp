// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/check_signature.h"

#include "imagebuilder/sign/image_signature.h"

namespace cid {

Status checkSignature(const DeployInput &input)
{
    if (!input.order.definition.requireSignature && !input.requireSignature)
        return {};
    const auto signer = findSigner(input.order.signatures, input.order.digest, input.imageKeys);
    return signer ? Status() : Status(fail(withContext(signer.error(), input.order.image.toString())));
}

} // namespace cid
