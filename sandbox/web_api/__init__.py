"""The methods of the Web API that the sandbox serves, by name."""

from collections.abc import Callable

from sandbox.calls import Call
from sandbox.state import Workspace
from sandbox.web_api import (
    auth,
    chat,
    conversations,
    files,
    history,
    membership,
    oauth,
    scheduled,
    users,
    validating,
    views,
)
from sandbox.wire import Json

Method = Callable[[Workspace, Call], Json]

METHODS: dict[str, Method] = {
    "api.test": auth.echo,
    "apps.connections.open": auth.open_connection,
    "apps.uninstall": oauth.uninstall_itself,
    "auth.revoke": oauth.revoke,
    "auth.test": auth.who_am_i,
    "blocks.validate": validating.validate,
    "bots.info": auth.describe_bot,
    "chat.delete": chat.delete,
    "chat.deleteScheduledMessage": scheduled.delete,
    "chat.getPermalink": chat.permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.scheduleMessage": scheduled.schedule,
    "chat.scheduledMessages.list": scheduled.listing,
    "chat.update": chat.update,
    "conversations.history": history.history,
    "conversations.info": conversations.describe,
    "conversations.invite": membership.invite,
    "conversations.join": membership.join,
    "conversations.kick": membership.kick,
    "conversations.list": conversations.listing,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.replies": history.replies,
    "files.completeUploadExternal": files.complete_upload,
    "files.getUploadURLExternal": files.upload_url,
    "files.info": files.describe,
    "oauth.v2.access": oauth.access,
    "team.info": auth.describe_team,
    "users.conversations": conversations.of_user,
    "users.info": users.describe,
    "users.list": users.listing,
    "users.lookupByEmail": users.look_up_email,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
