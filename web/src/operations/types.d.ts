// Generated from the operations and the schema by tests/integration/web_operations.rs.
// Renew it: UPDATE_OPERATIONS=1 cargo test --test integration web_operations

/** A GraphQL document, with the types of its data and its variables. */
type GraphqlDocument<Data, Variables> = string & { readonly types?: [Data, Variables] };

declare module '*/accept-proposal.graphql' {
  export type Data = {
    acceptProposal: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.AcceptProposalInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/account-log.graphql' {
  export type Data = {
    viewer: {
      accountLog: {
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
        edges: ({
          node: {
            id: string;
            action: Schema.AccountAction;
            role: Schema.Role | null;
            actor: Schema.AccountActor;
            actorName: string | null;
            loggedAt: string;
          };
        })[];
      } | null;
    } | null;
  };
  export type Variables = { after?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/archive-club.graphql' {
  export type Data = {
    archiveClub: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ArchiveClubInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/assignment-choices.graphql' {
  export type Data = {
    club: {
      id: string;
    } | null;
    course: {
      lessons: {
        id: string;
        title: string;
        words: {
          id: string;
          headword: string;
        }[];
      }[];
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/assignment-progress.graphql' {
  export type Data = {
    assignmentProgress: {
      members: {
        membership: {
          id: string;
        };
        progress: {
          status: Schema.AssignmentStatus;
          words: number;
          wordsDone: number;
        };
      }[];
    } | null;
  };
  export type Variables = { assignmentId: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/assignments.graphql' {
  export type Data = {
    club: {
      id: string;
      name: string;
      assignments: {
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
        edges: ({
          node: {
            id: string;
            note: string | null;
            until: string;
            withdrawnAt: string | null;
            lessons: {
              id: string;
              title: string;
              words: {
                id: string;
              }[];
            }[];
            words: {
              id: string;
              headword: string;
            }[];
            progressCounts: {
              sharingMembers: number;
              done: number;
            } | null;
            progress: {
              pageInfo: {
                hasNextPage: boolean;
              };
              edges: ({
                node: {
                  id: string;
                  displayName: string;
                  alias: string | null;
                };
                progress: {
                  status: Schema.AssignmentStatus;
                  words: number;
                  wordsDone: number;
                } | null;
              })[];
            } | null;
          };
        })[];
      } | null;
    } | null;
  };
  export type Variables = { id: string; after?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/challenge-grade.graphql' {
  export type Data = {
    challengeGrade: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ChallengeGradeInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/change-password.graphql' {
  export type Data = {
    changePassword: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ChangePasswordInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/changes.graphql' {
  export type Data = {
    viewer: {
      changes: {
        cursor: string;
        serverTime: string;
      } | null;
    } | null;
  };
  export type Variables = { since: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/club.graphql' {
  export type Data = {
    club: {
      id: string;
      name: string;
      archivedAt: string | null;
      acceptsJoinRequests: boolean;
      organization: {
        id: string;
      } | null;
      resultsPath: string | null;
      oneRosterPath: string | null;
      statementsPath: string | null;
      viewerMembership: {
        role: Schema.ClubRole;
        shares: Schema.ClubShare[];
      };
      invitations: {
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
        edges: ({
          node: {
            id: string;
            code: string;
            label: string | null;
            maxUses: number | null;
            uses: number;
          };
        })[];
      } | null;
      notes: {
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
        edges: ({
          node: {
            id: string;
            text: string;
            author: string | null;
            sentAt: string;
            recipient: {
              displayName: string;
              alias: string | null;
            } | null;
          };
        })[];
      } | null;
      joinRequests: {
        edges: ({
          node: {
            id: string;
            displayName: string;
            message: string | null;
            requestedAt: string;
            status: Schema.ClubJoinRequestStatus;
          };
        })[];
      } | null;
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/club-access-log.graphql' {
  export type Data = {
    viewer: {
      clubAccessLog: {
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
        edges: ({
          node: {
            id: string;
            clubName: string;
            accessedBy: string | null;
            subject: Schema.ClubAccessSubject;
            accessedAt: string;
          };
        })[];
      } | null;
    } | null;
  };
  export type Variables = { after?: string | null; clubId?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/club-insight.graphql' {
  export type Data = {
    club: {
      id: string;
      name: string;
      insight: {
        overview: {
          members: number;
          activity: {
            sharingMembers: number;
            isWithheld: boolean;
            totals: {
              activeIn7Days: number;
              minutes: number;
              reviews: number;
            } | null;
          };
          results: {
            sharingMembers: number;
            isWithheld: boolean;
            totals: {
              wordsKnown: number;
            } | null;
          };
        } | null;
        activity: {
          weeks: {
            firstDay: string;
            activeMembers: number;
            reviews: number;
          }[] | null;
        } | null;
        roster: {
          pageInfo: {
            hasNextPage: boolean;
          };
          edges: ({
            node: {
              id: string;
              displayName: string;
              alias: string | null;
            };
            activity: {
              daysActive: number;
              reviews: number;
            } | null;
            results: {
              wordsKnown: number;
            } | null;
            risks: ({
              sign: Schema.ClubRiskSign;
              daysSilent: number | null;
              backlog: number | null;
              backlogOneWeekAgo: number | null;
              retention: {
                share: number | null;
              } | null;
              retentionBefore: {
                share: number | null;
              } | null;
            })[] | null;
          })[];
        } | null;
        hardestWords: {
          sharingMembers: number;
          words: ({
            word: {
              id: string;
              headword: string;
              meaning: {
                language: string;
                text: string;
              } | null;
            } | null;
            attempts: number;
            failures: number;
            cause: Schema.ClubHardWordCause;
            badGloss: {
              language: string;
            } | null;
            slip: {
              slip: {
                kind: Schema.SlipKind;
                letters: ({
                  expected: string | null;
                  written: string | null;
                })[];
              };
            } | null;
          })[] | null;
        } | null;
        confusions: {
          sharingMembers: number;
          pairs: ({
            slip: {
              kind: Schema.SlipKind;
              letters: ({
                expected: string | null;
                written: string | null;
              })[];
            };
            count: number;
            members: number;
          })[] | null;
        } | null;
      } | null;
    } | null;
  };
  export type Variables = { id: string; from: string; to: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/club-invitations.graphql' {
  export type Data = {
    club: {
      id: string;
      invitations: {
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
        edges: ({
          node: {
            id: string;
            code: string;
            label: string | null;
            maxUses: number | null;
            uses: number;
          };
        })[];
      } | null;
    } | null;
  };
  export type Variables = { id: string; after?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/club-lessons.graphql' {
  export type Data = {
    club: {
      id: string;
      name: string;
      insight: {
        lessons: {
          lessons: ({
            lesson: {
              id: string;
              title: string;
            };
            currentMembers: number | null;
          })[];
          members: {
            pageInfo: {
              hasNextPage: boolean;
            };
            edges: ({
              node: {
                id: string;
                displayName: string;
                alias: string | null;
              };
              lessons: {
                lesson: {
                  id: string;
                };
                isStarted: boolean;
                words: {
                  total: number;
                  begun: number;
                  learned: number;
                };
              }[];
            })[];
          } | null;
        } | null;
      } | null;
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/club-members.graphql' {
  export type Data = {
    club: {
      id: string;
      name: string;
      members: {
        totalCount: number | null;
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
        edges: ({
          node: {
            id: string;
            displayName: string;
            alias: string | null;
            username: string | null;
            role: Schema.ClubRole;
          };
        })[];
      } | null;
    } | null;
  };
  export type Variables = { id: string; search?: string | null; after?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/club-notes.graphql' {
  export type Data = {
    club: {
      id: string;
      notes: {
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
        edges: ({
          node: {
            id: string;
            text: string;
            author: string | null;
            sentAt: string;
            recipient: {
              displayName: string;
              alias: string | null;
            } | null;
          };
        })[];
      } | null;
    } | null;
  };
  export type Variables = { id: string; after?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/club-readiness.graphql' {
  export type Data = {
    club: {
      id: string;
      name: string;
      insight: {
        readiness: {
          wordCount: number;
          sharingMembers: number;
          withoutReviews: {
            known: number;
            low: number;
            high: number;
          } | null;
          withReviews: {
            known: number;
            low: number;
            high: number;
          } | null;
          members: {
            pageInfo: {
              hasNextPage: boolean;
            };
            edges: ({
              node: {
                id: string;
                displayName: string;
                alias: string | null;
              };
              withoutReviews: {
                known: number;
              };
              withReviews: {
                known: number;
              };
            })[];
          } | null;
        } | null;
      } | null;
    } | null;
  };
  export type Variables = { id: string; on: string; lessonIds: string[]; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/clubs.graphql' {
  export type Data = {
    viewer: {
      account: {
        role: Schema.Role;
      };
      clubMemberships: {
        edges: ({
          node: {
            id: string;
            role: Schema.ClubRole;
            club: {
              id: string;
              name: string;
              openJoinRequests: number | null;
            } | null;
          };
        })[];
      } | null;
      clubJoinRequests: {
        edges: {
          node: {
            id: string;
            clubName: string;
            status: Schema.ClubJoinRequestStatus;
          };
        }[];
      } | null;
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/confirm-email-change.graphql' {
  export type Data = {
    confirmEmailChange: {
      email: string | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ConfirmEmailChangeInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/confirm-totp.graphql' {
  export type Data = {
    confirmTotp: {
      recoveryCodes: string[] | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ConfirmTotpInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/contest.graphql' {
  export type Data = {
    viewer: {
      clubMemberships: {
        edges: ({
          node: {
            club: {
              id: string;
              name: string;
            } | null;
          };
        })[];
      } | null;
    } | null;
    contest: {
      id: string;
      from: string;
      until: string;
      wordCount: number;
      teams: Schema.ContestTeamKind | null;
      event: {
        title: string;
      } | null;
      viewerStanding: {
        rank: number;
        nameDisplay: Schema.ContestNameDisplay | null;
        wordsKept: number;
        clubName: string | null;
        area: string | null;
      } | null;
      ranking: {
        pageInfo: {
          hasNextPage: boolean;
        };
        edges: ({
          node: {
            id: string;
            rank: number;
            name: string | null;
            wordsKept: number;
            clubName: string | null;
            area: string | null;
            isViewer: boolean;
          };
        })[];
      } | null;
      teamRanking: ({
        rank: number;
        clubName: string | null;
        area: string | null;
        entrants: number;
        meanWordsKept: number;
      })[] | null;
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/contests.graphql' {
  export type Data = {
    viewer: {
      account: {
        role: Schema.Role;
      };
    } | null;
    contests: {
      edges: ({
        node: {
          id: string;
          from: string;
          until: string;
          wordCount: number;
          event: {
            title: string;
          } | null;
          viewerStanding: {
            rank: number;
            wordsKept: number;
          } | null;
        };
      })[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/correct-observation.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CorrectObservationInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/course.graphql' {
  export type Data = {
    course: {
      title: string;
      description: string | null;
      progress: {
        total: number;
        begun: number;
      } | null;
      units: ({
        id: string;
        title: string;
        description: string | null;
        lessons: ({
          id: string;
          title: string;
          startedAt: string | null;
          progress: {
            total: number;
            begun: number;
          } | null;
        })[];
      })[];
      lessons: ({
        id: string;
        title: string;
        startedAt: string | null;
        unit: {
          id: string;
        } | null;
        progress: {
          total: number;
          begun: number;
        } | null;
      })[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-assignment.graphql' {
  export type Data = {
    createAssignment: {
      assignment: {
        id: string;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateAssignmentInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-club.graphql' {
  export type Data = {
    createClub: {
      club: {
        id: string;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateClubInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-club-invitation.graphql' {
  export type Data = {
    createClubInvitation: {
      clubInvitation: {
        id: string;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateClubInvitationInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-contest.graphql' {
  export type Data = {
    createContest: {
      contest: {
        id: string;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateContestInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-event.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateEventInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-kind-term.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateKindTermInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-member-login-code.graphql' {
  export type Data = {
    createMemberLoginCode: {
      code: string | null;
      username: string | null;
      expiresAt: string | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateMemberLoginCodeInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-membership.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateMembershipInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-observation.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateObservationInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-organization.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateOrganizationInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-person.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreatePersonInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-post.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreatePostInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-recovery-codes.graphql' {
  export type Data = {
    createRecoveryCodes: {
      recoveryCodes: string[] | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/create-source.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.CreateSourceInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/decide-join-request.graphql' {
  export type Data = {
    decideJoinRequest: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.DecideJoinRequestInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/decline-proposal.graphql' {
  export type Data = {
    declineProposal: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.DeclineProposalInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/delete-account.graphql' {
  export type Data = {
    deleteAccount: {
      deletionDueAt: string | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/delete-club.graphql' {
  export type Data = {
    deleteClub: {
      deletedClubId: string | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.DeleteClubInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/delete-word-list.graphql' {
  export type Data = {
    deleteWordList: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.DeleteWordListInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/disable-totp.graphql' {
  export type Data = {
    disableTotp: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.DisableTotpInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-contests.graphql' {
  export type Data = {
    contests: {
      edges: ({
        node: {
          id: string;
          from: string;
          until: string;
          event: {
            title: string;
          } | null;
        };
      })[];
    } | null;
    courses: {
      edges: {
        node: {
          id: string;
          title: string;
          lessons: {
            id: string;
            title: string;
          }[];
        };
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-desk.graphql' {
  export type Data = {
    organization: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    person: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    event: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    post: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    source: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    kindTerm: {
      id: string;
      name: string;
    }[] | null;
    organizationDraft: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    personDraft: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    postDraft: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    eventDraft: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    indicatorDraft: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
        endCursor: string | null;
      };
    } | null;
    proposals: {
      edges: {
        node: {
          id: string;
        };
      }[];
      pageInfo: {
        hasNextPage: boolean;
      };
    } | null;
    wordReports: {
      edges: ({
        node: {
          id: string;
          challengedReviewId: string | null;
        };
      })[];
      pageInfo: {
        hasNextPage: boolean;
      };
    } | null;
    revisions: {
      edges: ({
        node: {
          id: string;
          recordedAt: string;
          editor: string | null;
          action: Schema.EditAction;
          record: {
            __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Indicator' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Occurrence' | 'OptimizationJob' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Unit' | 'Viewer' | 'Word' | 'WordList' | 'WordReport';
          } | {
            __typename: 'Event' | 'KindTerm' | 'Organization' | 'Person' | 'Post' | 'Source';
            id: string;
            name: string;
          } | {
            __typename: 'Observation';
            id: string;
            period: {
              edtf: string;
            };
          } | {
            __typename: 'Membership';
            id: string;
            person: {
              name: string;
            } | null;
          } | null;
        };
      })[];
    } | null;
  };
  export type Variables = { lacks: Schema.Language; organization?: string | null; person?: string | null; event?: string | null; post?: string | null; source?: string | null; organizationDraft?: string | null; personDraft?: string | null; postDraft?: string | null; eventDraft?: string | null; indicatorDraft?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-event.graphql' {
  export type Data = {
    record: {
      id: string;
      version: number;
      isPublished: boolean;
      label: string;
      slug: string;
      kind: Schema.EventKind;
      position: number;
      recurrence: Schema.Recurrence | null;
      format: Schema.EventFormat | null;
      languages: string[];
      title: {
        language: Schema.Language;
        text: string;
      }[];
      description: {
        language: Schema.Language;
        text: string;
      }[];
      place: {
        language: Schema.Language;
        text: string;
      }[];
      address: {
        country: string;
        region: {
          language: Schema.Language;
          text: string;
        }[];
        district: {
          language: Schema.Language;
          text: string;
        }[];
        locality: {
          language: Schema.Language;
          text: string;
        }[];
        street: {
          language: Schema.Language;
          text: string;
        }[];
        unit: {
          language: Schema.Language;
          text: string;
        }[];
        postalCode: string | null;
        coordinates: {
          latitude: number;
          longitude: number;
        } | null;
      } | null;
      heldOn: {
        edtf: string;
      } | null;
      schedule: {
        firstStart: string;
        timeZone: string;
        durationMinutes: number;
        rule: string | null;
        additionalStarts: string[];
        exceptions: ({
          originalStart: string;
          moved: {
            starts: string;
            durationMinutes: number | null;
            place: {
              language: Schema.Language;
              text: string;
            }[];
            note: {
              language: Schema.Language;
              text: string;
            }[];
          } | null;
        })[];
      } | null;
      organizerIds: {
        id: string;
        name: string;
      }[];
      citations: ({
        sourceId: {
          id: string;
          name: string;
        };
        locator: string | null;
        quote: string | null;
      })[];
    } | null;
  };
  export type Variables = { by: Schema.EventBy; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-figures.graphql' {
  export type Data = {
    indicators: {
      edges: ({
        node: {
          id: string;
          name: string;
          unit: string | null;
          isPublished: boolean;
          organization: {
            name: string;
          } | null;
          observations: ({
            id: string;
            isPublished: boolean;
            period: {
              edtf: string;
            };
            value: number;
            qualifier: Schema.ValueQualifier | null;
          })[];
        };
      })[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-kind-term.graphql' {
  export type Data = {
    record: {
      __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Event' | 'Indicator' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Membership' | 'Observation' | 'Occurrence' | 'OptimizationJob' | 'Organization' | 'Person' | 'Post' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Source' | 'Unit' | 'Viewer' | 'Word' | 'WordList' | 'WordReport';
    } | {
      __typename: 'KindTerm';
      id: string;
      version: number;
      isPublished: boolean;
      name: string;
      slug: string;
      scheme: Schema.KindScheme;
      position: number;
      label: {
        language: Schema.Language;
        text: string;
      }[];
      broader: {
        slug: string;
      } | null;
      narrower: {
        id: string;
        label: string;
      }[];
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-kinds.graphql' {
  export type Data = {
    kindTerms: ({
      id: string;
      slug: string;
      scheme: Schema.KindScheme;
      isPublished: boolean;
      label: string;
      broader: {
        slug: string;
      } | null;
    })[] | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-membership.graphql' {
  export type Data = {
    record: {
      __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Event' | 'Indicator' | 'KindTerm' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Observation' | 'Occurrence' | 'OptimizationJob' | 'Organization' | 'Person' | 'Post' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Source' | 'Unit' | 'Viewer' | 'Word' | 'WordList' | 'WordReport';
    } | {
      __typename: 'Membership';
      id: string;
      version: number;
      isPublished: boolean;
      position: number;
      isActing: boolean;
      personId: {
        id: string;
        name: string;
      } | null;
      organizationId: {
        id: string;
        name: string;
      } | null;
      postId: {
        id: string;
        name: string;
      } | null;
      role: {
        language: Schema.Language;
        text: string;
      }[];
      since: {
        edtf: string;
      } | null;
      until: {
        edtf: string;
      } | null;
      attested: {
        edtf: string;
      } | null;
      citations: ({
        sourceId: {
          id: string;
          name: string;
        };
        locator: string | null;
        quote: string | null;
      })[];
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-observation.graphql' {
  export type Data = {
    record: {
      __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Event' | 'Indicator' | 'KindTerm' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Membership' | 'Occurrence' | 'OptimizationJob' | 'Organization' | 'Person' | 'Post' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Source' | 'Unit' | 'Viewer' | 'Word' | 'WordList' | 'WordReport';
    } | {
      __typename: 'Observation';
      id: string;
      version: number;
      isPublished: boolean;
      value: number;
      qualifier: Schema.ValueQualifier | null;
      indicatorId: {
        id: string;
        name: string;
      } | null;
      period: {
        edtf: string;
      };
      citations: ({
        sourceId: {
          id: string;
          name: string;
        };
        locator: string | null;
        quote: string | null;
      })[];
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-organization.graphql' {
  export type Data = {
    record: {
      id: string;
      version: number;
      isPublished: boolean;
      label: string;
      slug: string;
      kind: string;
      position: number;
      names: ({
        text: {
          language: Schema.Language;
          text: string;
        }[];
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      otherNames: ({
        text: {
          language: Schema.Language;
          text: string;
        }[];
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      shortName: {
        language: Schema.Language;
        text: string;
      }[];
      description: {
        language: Schema.Language;
        text: string;
      }[];
      founded: {
        date: string;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      } | null;
      dissolved: {
        date: string;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      } | null;
      milestones: ({
        date: {
          edtf: string;
        };
        text: {
          language: Schema.Language;
          text: string;
        }[];
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      parents: ({
        organizationId: {
          id: string;
          name: string;
        } | null;
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      hosts: ({
        organizationId: {
          id: string;
          name: string;
        } | null;
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      locations: ({
        address: {
          country: string;
          region: {
            language: Schema.Language;
            text: string;
          }[];
          district: {
            language: Schema.Language;
            text: string;
          }[];
          locality: {
            language: Schema.Language;
            text: string;
          }[];
          street: {
            language: Schema.Language;
            text: string;
          }[];
          unit: {
            language: Schema.Language;
            text: string;
          }[];
          postalCode: string | null;
          coordinates: {
            latitude: number;
            longitude: number;
          } | null;
        };
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      openingHours: ({
        days: Schema.Weekday[];
        opens: string | null;
        closes: string | null;
        note: {
          language: Schema.Language;
          text: string;
        }[];
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      accessibility: ({
        feature: Schema.AccessibilityFeature;
        isAvailable: boolean;
        note: {
          language: Schema.Language;
          text: string;
        }[];
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      services: ({
        name: {
          language: Schema.Language;
          text: string;
        }[];
        description: {
          language: Schema.Language;
          text: string;
        }[];
        audience: {
          language: Schema.Language;
          text: string;
        }[];
        fees: {
          language: Schema.Language;
          text: string;
        }[];
        languages: string[];
        status: Schema.ServiceStatus;
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      contactPoints: ({
        kind: Schema.ContactKind;
        value: string;
        label: {
          language: Schema.Language;
          text: string;
        }[];
        isPublic: boolean;
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      identifiers: {
        scheme: string;
        value: string;
      }[];
      citations: ({
        sourceId: {
          id: string;
          name: string;
        };
        locator: string | null;
        quote: string | null;
      })[];
      posts: {
        id: string;
        label: string;
      }[];
      members: ({
        id: string;
        person: {
          name: string;
        } | null;
      })[];
      events: {
        id: string;
        label: string;
      }[];
    } | null;
  };
  export type Variables = { by: Schema.OrganizationBy; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-person.graphql' {
  export type Data = {
    record: {
      id: string;
      version: number;
      isPublished: boolean;
      label: string;
      slug: string;
      names: ({
        text: {
          language: Schema.Language;
          text: string;
        }[];
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      otherNames: ({
        text: {
          language: Schema.Language;
          text: string;
        }[];
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      note: {
        language: Schema.Language;
        text: string;
      }[];
      familyName: {
        language: Schema.Language;
        text: string;
      }[];
      givenName: {
        language: Schema.Language;
        text: string;
      }[];
      patronymic: {
        language: Schema.Language;
        text: string;
      }[];
      gender: Schema.Gender | null;
      born: {
        date: string;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      } | null;
      died: {
        date: string;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      } | null;
      image: {
        url: string;
        licence: string;
        creator: string | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      } | null;
      contactPoints: ({
        kind: Schema.ContactKind;
        value: string;
        label: {
          language: Schema.Language;
          text: string;
        }[];
        isPublic: boolean;
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
        attested: {
          edtf: string;
        } | null;
        citations: ({
          sourceId: {
            id: string;
            name: string;
          };
          locator: string | null;
          quote: string | null;
        })[];
      })[];
      identifiers: {
        scheme: string;
        value: string;
      }[];
      citations: ({
        sourceId: {
          id: string;
          name: string;
        };
        locator: string | null;
        quote: string | null;
      })[];
      memberships: ({
        id: string;
        post: {
          title: string;
        } | null;
        role: string | null;
        organization: {
          name: string;
        } | null;
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
      })[];
    } | null;
  };
  export type Variables = { by: Schema.PersonBy; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-post.graphql' {
  export type Data = {
    record: {
      __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Event' | 'Indicator' | 'KindTerm' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Membership' | 'Observation' | 'Occurrence' | 'OptimizationJob' | 'Organization' | 'Person' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Source' | 'Unit' | 'Viewer' | 'Word' | 'WordList' | 'WordReport';
    } | {
      __typename: 'Post';
      id: string;
      version: number;
      isPublished: boolean;
      label: string;
      slug: string;
      kind: string;
      position: number;
      title: {
        language: Schema.Language;
        text: string;
      }[];
      organizationId: {
        id: string;
        name: string;
      } | null;
      citations: ({
        sourceId: {
          id: string;
          name: string;
        };
        locator: string | null;
        quote: string | null;
      })[];
      holders: ({
        id: string;
        person: {
          name: string;
        } | null;
        isActing: boolean;
        since: {
          edtf: string;
        } | null;
        until: {
          edtf: string;
        } | null;
      })[];
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/edit-source.graphql' {
  export type Data = {
    record: {
      __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Event' | 'Indicator' | 'KindTerm' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Membership' | 'Observation' | 'Occurrence' | 'OptimizationJob' | 'Organization' | 'Person' | 'Post' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Unit' | 'Viewer' | 'Word' | 'WordList' | 'WordReport';
    } | {
      __typename: 'Source';
      id: string;
      version: number;
      isPublished: boolean;
      label: string;
      slug: string;
      kind: Schema.SourceKind;
      author: string | null;
      publisher: string | null;
      url: string | null;
      accessedOn: string | null;
      archivedUrl: string | null;
      title: {
        language: Schema.Language;
        text: string;
      }[];
      issued: {
        edtf: string;
      } | null;
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/editor-role.graphql' {
  export type Data = {
    viewer: {
      account: {
        role: Schema.Role;
      };
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/enter-contest.graphql' {
  export type Data = {
    enterContest: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.EnterContestInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/find-indicator.graphql' {
  export type Data = {
    indicator: {
      id: string;
      name: string;
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/find-records.graphql' {
  export type Data = {
    search: {
      edges: ({
        matches: {
          text: string;
        }[];
        node: {
          __typename: 'Word';
        } | {
          __typename: 'Event' | 'Organization' | 'Person';
          id: string;
          name: string;
        } | {
          __typename: 'Post';
          id: string;
          name: string;
          organization: {
            name: string;
          } | null;
        } | null;
      })[];
    } | null;
  };
  export type Variables = { text: string; types?: Schema.SearchType[] | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/find-sources.graphql' {
  export type Data = {
    sources: {
      edges: ({
        node: {
          id: string;
          name: string;
          issued: {
            edtf: string;
          } | null;
        };
      })[];
    } | null;
  };
  export type Variables = { text?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/import-club-members.graphql' {
  export type Data = {
    importClubMembers: {
      rows: ({
        line: number;
        name: string;
        label: string | null;
        code: string | null;
        error: {
          code: Schema.UserErrorCode;
          message: string;
        } | null;
      })[] | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ImportClubMembersInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/import-word-list.graphql' {
  export type Data = {
    importWordList: {
      rows: ({
        line: number;
        text: string;
        match: Schema.WordMatch;
        words: ({
          id: string;
          headword: string;
          meaning: {
            language: string;
            text: string;
          } | null;
        })[];
      })[] | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ImportWordListInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/introduce-words.graphql' {
  export type Data = {
    introduceWords: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.IntroduceWordsInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/invited-club.graphql' {
  export type Data = {
    invitedClub: {
      name: string;
      leaders: string[];
      memberCount: number;
      organization: {
        name: string;
      } | null;
    } | null;
  };
  export type Variables = { inviteCode: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/join-club.graphql' {
  export type Data = {
    joinClub: {
      club: {
        id: string;
        name: string;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.JoinClubInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/kind-terms.graphql' {
  export type Data = {
    kindTerms: ({
      slug: string;
      scheme: Schema.KindScheme;
      label: string;
      broader: {
        slug: string;
      } | null;
    })[] | null;
  };
  export type Variables = { scheme?: Schema.KindScheme | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/leave-club.graphql' {
  export type Data = {
    leaveClub: {
      deletedClubMembershipId: string | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.LeaveClubInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/leave-contest.graphql' {
  export type Data = {
    leaveContest: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.LeaveContestInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/lesson.graphql' {
  export type Data = {
    lesson: {
      id: string;
      title: string;
      description: string | null;
      startedAt: string | null;
      unit: {
        title: string;
      } | null;
      progress: {
        total: number;
        begun: number;
      } | null;
      words: ({
        id: string;
        headword: string;
        meaning: {
          language: string;
          text: string;
        } | null;
        memory: {
          state: Schema.WordState;
        } | null;
      })[];
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/log-in.graphql' {
  export type Data = {
    logIn: {
      session: {
        token: string;
        deviceToken: string;
      } | null;
      viewer: {
        account: {
          id: string;
          displayName: string;
          username: string | null;
          email: string | null;
        };
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.LogInInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/log-in-with-code.graphql' {
  export type Data = {
    logInWithCode: {
      session: {
        token: string;
        deviceToken: string;
      } | null;
      viewer: {
        account: {
          id: string;
          displayName: string;
          username: string | null;
          email: string | null;
        };
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.LogInWithCodeInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/log-in-with-passkey.graphql' {
  export type Data = {
    logInWithPasskey: {
      session: {
        token: string;
        deviceToken: string;
      } | null;
      viewer: {
        account: {
          id: string;
          displayName: string;
          username: string | null;
          email: string | null;
        };
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.LogInWithPasskeyInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/log-out.graphql' {
  export type Data = {
    logOut: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/merge-organizations.graphql' {
  export type Data = {
    edited: {
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.MergeOrganizationsInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/merge-people.graphql' {
  export type Data = {
    edited: {
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.MergePeopleInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/offline-pack.graphql' {
  export type Data = {
    viewer: {
      account: {
        id: string;
      };
      today: {
        date: string;
        newWords: number;
        newCards: number;
        reviews: number;
      } | null;
      assignments: {
        edges: {
          node: {
            id: string;
          };
        }[];
      } | null;
      offlinePack: {
        serverTime: string;
        cursor: string;
        settings: {
          script: Schema.Script;
          keyboard: Schema.Keyboard;
          newCardsPerDay: number;
          rolloverHour: number;
          burySiblings: boolean;
          timeZone: string;
          pausedUntil: string | null;
        };
        preset: {
          learningStepsSeconds: number[];
          relearningStepsSeconds: number[];
        };
        items: ({
          card: {
            id: string;
            skill: Schema.Skill;
            phase: Schema.CardPhase;
            dueAt: string;
            buriedUntil: string | null;
          };
          word: {
            id: string;
          };
          acceptedAnswers: {
            language: string;
            text: string;
          }[];
          blockedAnswers: {
            language: string;
            text: string;
          }[];
          exercise: {
            __typename: 'ClozeExercise';
            id: string;
            before: string;
            after: string;
            meaning: string;
            language: string;
            translation: {
              language: string;
              text: string;
            } | null;
            gapForm: {
              name: string;
            } | null;
          } | {
            __typename: 'TypeMeaningExercise';
            id: string;
            language: string;
          } | {
            __typename: 'ChooseMeaningExercise';
            id: string;
            language: string;
            choices: {
              id: string;
              meaning: string;
            }[];
          } | {
            __typename: 'TypeWordExercise';
            id: string;
            meaning: string;
            language: string;
          } | {
            __typename: 'OrderLettersExercise';
            id: string;
            meaning: string;
            language: string;
            pieces: string[];
          } | {
            __typename: 'OrderWordsExercise';
            id: string;
            meaning: string;
            language: string;
            pieces: string[];
            translation: {
              language: string;
              text: string;
            } | null;
          } | {
            __typename: 'ChooseWordExercise';
            id: string;
            meaning: string;
            language: string;
            words: {
              id: string;
              text: string;
            }[];
          } | {
            __typename: 'ListenAndTypeExercise';
            id: string;
            spokenText: string;
          } | {
            __typename: 'ListenAndChooseExercise';
            id: string;
            spokenText: string;
            words: {
              id: string;
              text: string;
            }[];
          } | {
            __typename: 'InflectExercise';
            id: string;
            text: string;
            before: string;
            after: string;
            meaning: string;
            language: string;
            translation: {
              language: string;
              text: string;
            } | null;
            form: {
              name: string;
            };
          } | null;
        })[];
        words: ({
          id: string;
          headword: string;
          pronunciation: string;
          note: string | null;
          meaning: {
            language: string;
            text: string;
          } | null;
          examples: ({
            sentence: string;
            translation: {
              language: string;
              text: string;
            } | null;
          })[];
        })[];
      } | null;
    } | null;
  };
  export type Variables = { days: number; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/open-clubs.graphql' {
  export type Data = {
    organization: {
      openClubs: {
        id: string;
        name: string;
      }[];
    } | null;
  };
  export type Variables = { slug: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/organizations.graphql' {
  export type Data = {
    organizations: {
      edges: {
        node: {
          id: string;
          name: string;
        };
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/passkeys.graphql' {
  export type Data = {
    viewer: {
      passkeys: ({
        id: string;
        name: string;
        createdAt: string;
        lastUsedAt: string | null;
      })[] | null;
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/pause-study.graphql' {
  export type Data = {
    pauseStudy: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.PauseStudyInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/practice.graphql' {
  export type Data = {
    viewer: {
      practiceItems: ({
        card: {
          id: string;
          skill: Schema.Skill;
          phase: Schema.CardPhase;
          dueAt: string;
          buriedUntil: string | null;
        };
        word: {
          id: string;
          headword: string;
          pronunciation: string;
          note: string | null;
          meaning: {
            language: string;
            text: string;
          } | null;
          examples: ({
            sentence: string;
            translation: {
              language: string;
              text: string;
            } | null;
          })[];
        };
        acceptedAnswers: {
          language: string;
          text: string;
        }[];
        blockedAnswers: {
          language: string;
          text: string;
        }[];
        exercise: {
          __typename: 'ClozeExercise';
          id: string;
          before: string;
          after: string;
          meaning: string;
          language: string;
          translation: {
            language: string;
            text: string;
          } | null;
          gapForm: {
            name: string;
          } | null;
        } | {
          __typename: 'TypeMeaningExercise';
          id: string;
          language: string;
        } | {
          __typename: 'ChooseMeaningExercise';
          id: string;
          language: string;
          choices: {
            id: string;
            meaning: string;
          }[];
        } | {
          __typename: 'TypeWordExercise';
          id: string;
          meaning: string;
          language: string;
        } | {
          __typename: 'OrderLettersExercise';
          id: string;
          meaning: string;
          language: string;
          pieces: string[];
        } | {
          __typename: 'OrderWordsExercise';
          id: string;
          meaning: string;
          language: string;
          pieces: string[];
          translation: {
            language: string;
            text: string;
          } | null;
        } | {
          __typename: 'ChooseWordExercise';
          id: string;
          meaning: string;
          language: string;
          words: {
            id: string;
            text: string;
          }[];
        } | {
          __typename: 'ListenAndTypeExercise';
          id: string;
          spokenText: string;
        } | {
          __typename: 'ListenAndChooseExercise';
          id: string;
          spokenText: string;
          words: {
            id: string;
            text: string;
          }[];
        } | {
          __typename: 'InflectExercise';
          id: string;
          text: string;
          before: string;
          after: string;
          meaning: string;
          language: string;
          translation: {
            language: string;
            text: string;
          } | null;
          form: {
            name: string;
          };
        } | null;
      })[] | null;
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/progress.graphql' {
  export type Data = {
    viewer: {
      statistics: {
        words: {
          begun: number;
          known: number;
        } | null;
        streaks: {
          current: {
            days: number;
          } | null;
          longest: {
            days: number;
          } | null;
        } | null;
        activity: {
          date: string;
          reviews: number;
        }[] | null;
        retention: ({
          retention: {
            all: {
              reviews: number;
              share: number | null;
            };
            young: {
              reviews: number;
              share: number | null;
            };
            mature: {
              reviews: number;
              share: number | null;
            };
          };
        })[] | null;
        forecast: {
          overdue: number;
          days: {
            date: string;
            due: number;
          }[];
        } | null;
        slips: ({
          count: number;
          slip: {
            kind: Schema.SlipKind;
            letters: ({
              expected: string | null;
              written: string | null;
            })[];
          };
        })[] | null;
        mistakes: ({
          card: {
            word: {
              id: string;
              headword: string;
              meaning: {
                language: string;
                text: string;
              } | null;
            } | null;
          };
        })[] | null;
      };
    } | null;
  };
  export type Variables = { from: string; to: string; monthAgo: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/proposals.graphql' {
  export type Data = {
    proposals: {
      edges: ({
        node: {
          id: string;
          version: number;
          changes: unknown;
          source: string;
          comment: string | null;
          createdAt: string;
          record: {
            __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Indicator' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Observation' | 'Occurrence' | 'OptimizationJob' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Unit' | 'Viewer' | 'Word' | 'WordList' | 'WordReport';
          } | {
            __typename: 'Event' | 'KindTerm' | 'Organization' | 'Person' | 'Post' | 'Source';
            id: string;
            version: number;
            name: string;
          } | {
            __typename: 'Membership';
            id: string;
            version: number;
            person: {
              name: string;
            } | null;
          } | null;
        };
      })[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/propose-correction.graphql' {
  export type Data = {
    proposeCorrection: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ProposeCorrectionInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/publish-record.graphql' {
  export type Data = {
    edited: {
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.PublishRecordInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/reauthenticate.graphql' {
  export type Data = {
    reauthenticate: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ReauthenticateInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/record-history.graphql' {
  export type Data = {
    record: {
      __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Indicator' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Occurrence' | 'OptimizationJob' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Unit' | 'Viewer' | 'Word' | 'WordList' | 'WordReport';
    } | {
      __typename: 'Event' | 'KindTerm' | 'Organization' | 'Person' | 'Post' | 'Source';
      id: string;
      name: string;
      version: number;
      revisions: {
        edges: ({
          node: {
            id: string;
            version: number;
            recordedAt: string;
            editor: string | null;
            action: Schema.EditAction;
            reason: string | null;
            changes: ({
              field: string;
              before: unknown | null;
              after: unknown | null;
            })[];
          };
        })[];
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
      } | null;
    } | {
      __typename: 'Observation';
      id: string;
      period: {
        edtf: string;
      };
      version: number;
      revisions: {
        edges: ({
          node: {
            id: string;
            version: number;
            recordedAt: string;
            editor: string | null;
            action: Schema.EditAction;
            reason: string | null;
            changes: ({
              field: string;
              before: unknown | null;
              after: unknown | null;
            })[];
          };
        })[];
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
      } | null;
    } | {
      __typename: 'Membership';
      id: string;
      person: {
        name: string;
      } | null;
      version: number;
      revisions: {
        edges: ({
          node: {
            id: string;
            version: number;
            recordedAt: string;
            editor: string | null;
            action: Schema.EditAction;
            reason: string | null;
            changes: ({
              field: string;
              before: unknown | null;
              after: unknown | null;
            })[];
          };
        })[];
        pageInfo: {
          hasNextPage: boolean;
          endCursor: string | null;
        };
      } | null;
    } | null;
  };
  export type Variables = { id: string; after?: string | null; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/register.graphql' {
  export type Data = {
    register: {
      session: {
        token: string;
        deviceToken: string;
      } | null;
      viewer: {
        account: {
          id: string;
          displayName: string;
          username: string | null;
          email: string | null;
        };
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RegisterInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/register-passkey.graphql' {
  export type Data = {
    registerPasskey: {
      recoveryCodes: string[] | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RegisterPasskeyInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/register-with-club-code.graphql' {
  export type Data = {
    registerWithClubCode: {
      session: {
        token: string;
        deviceToken: string;
      } | null;
      viewer: {
        account: {
          id: string;
          displayName: string;
          username: string | null;
          email: string | null;
        };
      } | null;
      club: {
        id: string;
        name: string;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RegisterWithClubCodeInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/remove-passkey.graphql' {
  export type Data = {
    removePasskey: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RemovePasskeyInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/report-gloss.graphql' {
  export type Data = {
    reportGloss: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ReportGlossInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/request-email-change.graphql' {
  export type Data = {
    requestEmailChange: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RequestEmailChangeInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/request-email-verification.graphql' {
  export type Data = {
    requestEmailVerification: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/request-password-reset.graphql' {
  export type Data = {
    requestPasswordReset: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RequestPasswordResetInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/request-to-join-club.graphql' {
  export type Data = {
    requestToJoinClub: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RequestToJoinClubInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/reset-password.graphql' {
  export type Data = {
    resetPassword: {
      email: string | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ResetPasswordInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/resolve-word-report.graphql' {
  export type Data = {
    resolveWordReport: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.ResolveWordReportInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/revert-record.graphql' {
  export type Data = {
    edited: {
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RevertRecordInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/revoke-club-invitation.graphql' {
  export type Data = {
    revokeClubInvitation: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.RevokeClubInvitationInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/second-factor.graphql' {
  export type Data = {
    viewer: {
      account: {
        id: string;
        hasSecondFactor: boolean;
        hasAuthenticatorApp: boolean | null;
        needsSecondFactor: boolean;
        recoveryCodesLeft: number | null;
      };
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/send-club-note.graphql' {
  export type Data = {
    sendClubNote: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.SendClubNoteInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/server-time.graphql' {
  export type Data = {
    viewer: {
      offlinePack: {
        serverTime: string;
      } | null;
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/set-club-member-alias.graphql' {
  export type Data = {
    setClubMemberAlias: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.SetClubMemberAliasInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/settings.graphql' {
  export type Data = {
    pushPublicKey: string | null;
    viewer: {
      account: {
        id: string;
        email: string | null;
        username: string | null;
        emailVerifiedAt: string | null;
        displayName: string;
        role: Schema.Role;
        needsSecondFactor: boolean;
      };
      settings: {
        glossLanguages: string[];
        script: Schema.Script;
        keyboard: Schema.Keyboard;
        dailyGoal: number;
        skills: Schema.Skill[];
        newCardsPerDay: number;
      };
      clubMemberships: {
        edges: ({
          node: {
            id: string;
            shares: Schema.ClubShare[];
            club: {
              id: string;
              name: string;
            } | null;
          };
        })[];
      } | null;
    } | null;
    course: {
      glossLanguages: {
        language: string;
        words: number;
        total: number;
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/start-lesson.graphql' {
  export type Data = {
    startLesson: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.StartLessonInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/start-passkey-login.graphql' {
  export type Data = {
    startPasskeyLogin: {
      options: unknown | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.StartPasskeyLoginInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/start-passkey-registration.graphql' {
  export type Data = {
    startPasskeyRegistration: {
      options: unknown | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/start-totp.graphql' {
  export type Data = {
    startTotp: {
      secret: string | null;
      otpauthUri: string | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/start-word-list.graphql' {
  export type Data = {
    startWordList: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.StartWordListInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/submit-practice.graphql' {
  export type Data = {
    submitPractice: {
      results: ({
        grade: {
          verdict: Schema.Verdict;
          expected: string[];
          otherWord: {
            headword: string;
            meaning: {
              language: string;
              text: string;
            } | null;
          } | null;
          slip: {
            kind: Schema.SlipKind;
            letters: ({
              expected: string | null;
              written: string | null;
            })[];
          } | null;
        } | null;
      })[] | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.SubmitPracticeInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/submit-reviews.graphql' {
  export type Data = {
    submitReviews: {
      results: ({
        reviewId: string | null;
        grade: {
          verdict: Schema.Verdict;
          expected: string[];
          otherWord: {
            headword: string;
            meaning: {
              language: string;
              text: string;
            } | null;
          } | null;
          slip: {
            kind: Schema.SlipKind;
            letters: ({
              expected: string | null;
              written: string | null;
            })[];
          } | null;
        } | null;
        card: {
          id: string;
          phase: Schema.CardPhase;
          dueAt: string;
        } | null;
        error: {
          code: Schema.UserErrorCode;
          message: string;
        } | null;
      })[] | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.SubmitReviewsInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/subscribe-to-push.graphql' {
  export type Data = {
    subscribeToPush: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.SubscribeToPushInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/taught-lessons.graphql' {
  export type Data = {
    course: {
      lessons: {
        id: string;
        title: string;
        words: {
          id: string;
        }[];
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/today.graphql' {
  export type Data = {
    viewer: {
      account: {
        role: Schema.Role;
        dailyGoal: number;
      };
      nextDueAt: string | null;
      statistics: {
        streaks: {
          current: {
            days: number;
          } | null;
        } | null;
      };
      assignments: {
        edges: ({
          node: {
            id: string;
            note: string | null;
            until: string;
            club: {
              id: string;
              name: string;
            } | null;
            lessons: {
              title: string;
              words: {
                id: string;
              }[];
            }[];
            words: {
              id: string;
              headword: string;
            }[];
            viewerProgress: {
              status: Schema.AssignmentStatus;
              words: number;
              wordsDone: number;
            } | null;
          };
        })[];
      } | null;
      clubNotes: {
        edges: ({
          node: {
            id: string;
            text: string;
            author: string | null;
            sentAt: string;
            club: {
              id: string;
              name: string;
            } | null;
          };
        })[];
      } | null;
      clubMemberships: {
        edges: ({
          node: {
            club: {
              id: string;
              name: string;
            } | null;
          };
        })[];
      } | null;
    } | null;
    course: {
      title: string;
      progress: {
        total: number;
        begun: number;
      } | null;
      lessons: ({
        id: string;
        title: string;
        startedAt: string | null;
      })[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/trial.graphql' {
  export type Data = {
    lesson: {
      trialItems: ({
        skill: Schema.Skill;
        word: {
          id: string;
        };
        exercise: {
          __typename: 'ClozeExercise';
          id: string;
          before: string;
          after: string;
          meaning: string;
          language: string;
          translation: {
            language: string;
            text: string;
          } | null;
          gapForm: {
            name: string;
          } | null;
        } | {
          __typename: 'TypeMeaningExercise';
          id: string;
          language: string;
        } | {
          __typename: 'ChooseMeaningExercise';
          id: string;
          language: string;
          choices: {
            id: string;
            meaning: string;
          }[];
        } | {
          __typename: 'TypeWordExercise';
          id: string;
          meaning: string;
          language: string;
        } | {
          __typename: 'OrderLettersExercise';
          id: string;
          meaning: string;
          language: string;
          pieces: string[];
        } | {
          __typename: 'OrderWordsExercise';
          id: string;
          meaning: string;
          language: string;
          pieces: string[];
          translation: {
            language: string;
            text: string;
          } | null;
        } | {
          __typename: 'ChooseWordExercise';
          id: string;
          meaning: string;
          language: string;
          words: {
            id: string;
            text: string;
          }[];
        } | {
          __typename: 'ListenAndTypeExercise';
          id: string;
          spokenText: string;
        } | {
          __typename: 'ListenAndChooseExercise';
          id: string;
          spokenText: string;
          words: {
            id: string;
            text: string;
          }[];
        } | {
          __typename: 'InflectExercise';
          id: string;
          text: string;
          before: string;
          after: string;
          meaning: string;
          language: string;
          translation: {
            language: string;
            text: string;
          } | null;
          form: {
            name: string;
          };
        } | null;
      })[];
      words: ({
        id: string;
        headword: string;
        pronunciation: string;
        note: string | null;
        variants: string[];
        meaning: {
          language: string;
          text: string;
        } | null;
        glosses: {
          language: string;
          text: string;
        }[];
        examples: ({
          sentence: string;
          translation: {
            language: string;
            text: string;
          } | null;
        })[];
      })[];
    } | null;
  };
  export type Variables = { lessonId: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/trial-lesson.graphql' {
  export type Data = {
    courses: {
      edges: {
        node: {
          lessons: {
            id: string;
          }[];
        };
      }[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/unarchive-club.graphql' {
  export type Data = {
    unarchiveClub: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UnarchiveClubInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/undo-reviews.graphql' {
  export type Data = {
    undoReviews: {
      results: {
        reviewId: string;
      }[] | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UndoReviewsInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/unpublish-record.graphql' {
  export type Data = {
    edited: {
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UnpublishRecordInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/unsubscribe-from-push.graphql' {
  export type Data = {
    unsubscribeFromPush: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UnsubscribeFromPushInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-club.graphql' {
  export type Data = {
    updateClub: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateClubInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-club-sharing.graphql' {
  export type Data = {
    updateClubSharing: {
      clubMembership: {
        shares: Schema.ClubShare[];
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateClubSharingInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-event.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateEventInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-kind-term.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateKindTermInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-membership.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateMembershipInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-organization.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateOrganizationInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-person.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdatePersonInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-post.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdatePostInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-scheduling.graphql' {
  export type Data = {
    updateScheduling: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateSchedulingInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-settings.graphql' {
  export type Data = {
    updateSettings: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateSettingsInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-source.graphql' {
  export type Data = {
    edited: {
      record: {
        id: string;
        version: number;
      } | null;
      conflict: {
        version: number;
        fields: string[];
        changedAt: string;
        changedBy: string | null;
      } | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateSourceInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-word.graphql' {
  export type Data = {
    updateLearnerWord: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateLearnerWordInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/update-word-list.graphql' {
  export type Data = {
    updateWordList: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.UpdateWordListInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/verify-email.graphql' {
  export type Data = {
    verifyEmail: {
      email: string | null;
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.VerifyEmailInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/withdraw-assignment.graphql' {
  export type Data = {
    withdrawAssignment: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.WithdrawAssignmentInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/withdraw-contest.graphql' {
  export type Data = {
    withdrawContest: {
      errors: {
        code: Schema.UserErrorCode;
        message: string;
        path: string[];
      }[];
    } | null;
  };
  export type Variables = { input: Schema.WithdrawContestInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/word.graphql' {
  export type Data = {
    node: {
      __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Event' | 'Indicator' | 'KindTerm' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Membership' | 'Observation' | 'Occurrence' | 'OptimizationJob' | 'Organization' | 'Person' | 'Post' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Source' | 'Unit' | 'Viewer' | 'WordList' | 'WordReport';
    } | {
      __typename: 'Word';
      id: string;
      headword: string;
      partOfSpeech: Schema.PartOfSpeech;
      level: Schema.CefrLevel | null;
      pronunciation: string;
      note: string | null;
      lesson: {
        id: string;
        title: string;
      } | null;
      meaning: {
        language: string;
      } | null;
      glosses: {
        language: string;
        text: string;
      }[];
      examples: ({
        sentence: string;
        translation: {
          language: string;
          text: string;
        } | null;
      })[];
      memory: {
        state: Schema.WordState;
        retrievability: number | null;
      } | null;
      learnerWord: {
        note: string | null;
        synonyms: {
          language: string;
          texts: string[];
        }[];
      } | null;
      cards: {
        id: string;
        skill: Schema.Skill;
        reps: number;
        lapses: number;
        isLeech: boolean;
      }[];
      paradigm: ({
        text: string;
        noun: {
          number: Schema.GrammaticalNumber;
          possessor: Schema.Possessor | null;
          case: Schema.GrammaticalCase;
          name: string;
        } | null;
        verb: {
          tense: Schema.VerbTense;
          polarity: Schema.VerbPolarity;
        } | null;
      })[];
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/word-list.graphql' {
  export type Data = {
    node: {
      __typename: 'Account' | 'AccountLogEntry' | 'Assignment' | 'Card' | 'Club' | 'ClubAccessLogEntry' | 'ClubInvitation' | 'ClubJoinRequest' | 'ClubMembership' | 'ClubNote' | 'Contest' | 'ContestStanding' | 'Course' | 'Event' | 'Indicator' | 'KindTerm' | 'Lesson' | 'ManagedAccount' | 'ManagedClub' | 'Membership' | 'Observation' | 'Occurrence' | 'OptimizationJob' | 'Organization' | 'Person' | 'Post' | 'Proposal' | 'RecordChange' | 'Review' | 'Revision' | 'Source' | 'Unit' | 'Viewer' | 'Word' | 'WordReport';
    } | {
      __typename: 'WordList';
      id: string;
      name: string;
      words: ({
        id: string;
        headword: string;
        meaning: {
          language: string;
          text: string;
        } | null;
      })[];
    } | null;
  };
  export type Variables = { id: string; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/word-lists.graphql' {
  export type Data = {
    viewer: {
      wordLists: {
        edges: ({
          node: {
            id: string;
            name: string;
            progress: {
              total: number;
              begun: number;
            } | null;
          };
        })[];
      } | null;
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/word-reports.graphql' {
  export type Data = {
    wordReports: {
      edges: ({
        node: {
          id: string;
          language: string;
          gloss: string;
          reason: string;
          suggestion: string | null;
          challengedReviewId: string | null;
          createdAt: string;
          word: {
            id: string;
            headword: string;
          } | null;
        };
      })[];
    } | null;
  };
  export type Variables = Record<string, never>;
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare module '*/workload.graphql' {
  export type Data = {
    viewer: {
      preset: {
        desiredRetention: number;
      };
      settings: {
        newCardsPerDay: number;
      };
    } | null;
    simulateWorkload: {
      desiredRetention: number;
      minutesPerDay: number;
      rememberedCards: number;
      days: {
        minutes: number;
      }[];
    }[] | null;
  };
  export type Variables = { input: Schema.WorkloadInput; };
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}

declare namespace Schema {
  interface AcceptProposalInput {
    id: string;
    answer: string;
    citation?: Schema.CitationInput | null;
    allowDuplicate?: boolean;
  }
  type AccessibilityFeature = 'STEP_FREE_ENTRANCE' | 'RAMP' | 'LIFT' | 'ACCESSIBLE_TOILET' | 'ACCESSIBLE_PARKING' | 'TACTILE_PAVING' | 'BRAILLE' | 'HEARING_LOOP' | 'SIGN_LANGUAGE' | 'ASSISTANCE';
  interface AccessibilityInput {
    feature: Schema.AccessibilityFeature;
    isAvailable?: boolean;
    note?: Schema.TextInput | null;
    since?: string | null;
    until?: string | null;
    attested?: string | null;
    citations?: Schema.CitationInput[];
  }
  type AccountAction = 'PASSWORD_CHANGED' | 'EMAIL_CHANGED' | 'APP_ADDED' | 'APP_REMOVED' | 'PASSKEY_ADDED' | 'PASSKEY_REMOVED' | 'RECOVERY_CODES_REPLACED' | 'SECOND_FACTOR_RESET' | 'ROLE_CHANGED' | 'DISABLED' | 'ENABLED' | 'DELETION_REQUESTED' | 'DELETION_REVOKED' | 'DELETED' | 'MERGED' | 'EXPORTED';
  type AccountActor = 'OWNER' | 'ADMIN' | 'OPERATOR';
  interface AddressInput {
    country?: string;
    region?: Schema.TextInput | null;
    district?: Schema.TextInput | null;
    locality?: Schema.TextInput | null;
    street?: Schema.TextInput | null;
    unit?: Schema.TextInput | null;
    postalCode?: string | null;
    coordinates?: Schema.CoordinatesInput | null;
  }
  interface AffiliationInput {
    organizationId: string;
    since?: string | null;
    until?: string | null;
    attested?: string | null;
    citations?: Schema.CitationInput[];
  }
  interface ArchiveClubInput {
    id: string;
  }
  type AssignmentStatus = 'UPCOMING' | 'OPEN' | 'DONE' | 'LATE' | 'MISSED';
  type CardPhase = 'NEW' | 'LEARNING' | 'REVIEW' | 'RELEARNING';
  type CefrLevel = 'A1' | 'A2' | 'B1' | 'B2' | 'C1' | 'C2';
  interface ChallengeGradeInput {
    reviewId: string;
    reason?: string | null;
  }
  interface ChangePasswordInput {
    currentPassword: string;
    newPassword: string;
    deviceToken?: string | null;
  }
  interface CitationInput {
    sourceId: string;
    locator?: string | null;
    quote?: string | null;
  }
  interface CitedDateInput {
    date: string;
    citations?: Schema.CitationInput[];
  }
  type ClubAccessSubject = 'ROSTER' | 'LESSONS' | 'READINESS' | 'ASSIGNMENT' | 'ACTIVITY' | 'EXPORT' | 'LOGIN_CODE';
  type ClubHardWordCause = 'BADLY_GLOSSED' | 'LETTER_SLIPS' | 'ASKED_BEFORE_TAUGHT' | 'HARD_FOR_ALL';
  type ClubJoinRequestStatus = 'OPEN' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN';
  type ClubRiskSign = 'DAYS_SILENT' | 'GROWING_BACKLOG' | 'FALLING_RETENTION';
  type ClubRole = 'LEADER' | 'MEMBER';
  type ClubShare = 'ACTIVITY' | 'RESULTS' | 'ANSWERS';
  interface ConfirmEmailChangeInput {
    token: string;
  }
  interface ConfirmTotpInput {
    code: string;
  }
  type ContactKind = 'ADDRESS' | 'PHONE' | 'EMAIL' | 'WEBSITE' | 'SOCIAL_MEDIA';
  interface ContactPointInput {
    kind: Schema.ContactKind;
    value: string;
    label?: Schema.TextInput | null;
    isPublic: boolean;
    since?: string | null;
    until?: string | null;
    attested?: string | null;
    citations?: Schema.CitationInput[];
  }
  type ContestNameDisplay = 'DISPLAY_NAME' | 'INITIALS' | 'HIDDEN';
  type ContestTeamKind = 'CLUB' | 'AREA';
  interface CoordinatesInput {
    latitude: number;
    longitude: number;
  }
  interface CorrectObservationInput {
    id: string;
    version: number;
    changes: Schema.ObservationInput;
    reason?: string | null;
  }
  interface CreateAssignmentInput {
    clubId: string;
    lessonIds?: string[];
    wordIds?: string[];
    membershipIds?: string[] | null;
    from?: string | null;
    until: string;
    note?: string | null;
    clientMutationId?: string | null;
  }
  interface CreateClubInput {
    name: string;
    organizationId?: string | null;
    area?: string | null;
    acceptsJoinRequests?: boolean;
    timeZone?: string | null;
    clientMutationId?: string | null;
  }
  interface CreateClubInvitationInput {
    clubId: string;
    expiresAt?: string | null;
    maxUses?: number | null;
    label?: string | null;
    clientMutationId?: string | null;
  }
  interface CreateContestInput {
    eventId: string;
    lessonIds?: string[];
    wordIds?: string[];
    teams?: Schema.ContestTeamKind | null;
    from: string;
    until: string;
  }
  interface CreateEventInput {
    record: Schema.EventInput;
    publish?: boolean;
    reason?: string | null;
    clientMutationId?: string | null;
  }
  interface CreateKindTermInput {
    record: Schema.KindTermInput;
    publish?: boolean;
    reason?: string | null;
    clientMutationId?: string | null;
  }
  interface CreateMemberLoginCodeInput {
    membershipId: string;
  }
  interface CreateMembershipInput {
    record: Schema.MembershipInput;
    publish?: boolean;
    reason?: string | null;
    allowDuplicate?: boolean;
    clientMutationId?: string | null;
  }
  interface CreateObservationInput {
    record: Schema.ObservationInput;
    publish?: boolean;
    reason?: string | null;
    clientMutationId?: string | null;
  }
  interface CreateOrganizationInput {
    record: Schema.OrganizationInput;
    publish?: boolean;
    reason?: string | null;
    allowDuplicate?: boolean;
    clientMutationId?: string | null;
  }
  interface CreatePersonInput {
    record: Schema.PersonInput;
    publish?: boolean;
    reason?: string | null;
    allowDuplicate?: boolean;
    clientMutationId?: string | null;
  }
  interface CreatePostInput {
    record: Schema.PostInput;
    publish?: boolean;
    reason?: string | null;
    clientMutationId?: string | null;
  }
  interface CreateSourceInput {
    record: Schema.SourceInput;
    publish?: boolean;
    reason?: string | null;
    clientMutationId?: string | null;
  }
  interface DecideJoinRequestInput {
    id: string;
    accept: boolean;
  }
  interface DeclineProposalInput {
    id: string;
    answer: string;
  }
  interface DeleteClubInput {
    id: string;
  }
  interface DeleteWordListInput {
    id: string;
  }
  interface DisableTotpInput {
    code: string;
  }
  type EditAction = 'CREATE' | 'UPDATE' | 'PUBLISH' | 'UNPUBLISH' | 'MERGE' | 'REVERT';
  interface EnterContestInput {
    contestId: string;
    nameDisplay: Schema.ContestNameDisplay;
    clubId?: string | null;
    area?: string | null;
  }
  interface EventBy {
    id?: string | null;
    slug?: string | null;
  }
  type EventFormat = 'IN_PERSON' | 'ONLINE' | 'HYBRID';
  interface EventInput {
    slug?: string | null;
    kind?: Schema.EventKind | null;
    position?: number | null;
    title?: Schema.TextInput | null;
    description?: Schema.TextInput | null;
    recurrence?: Schema.Recurrence | null;
    heldOn?: string | null;
    schedule?: Schema.ScheduleInput | null;
    place?: Schema.TextInput | null;
    address?: Schema.AddressInput | null;
    format?: Schema.EventFormat | null;
    languages?: string[] | null;
    organizerIds?: string[] | null;
    citations?: Schema.CitationInput[] | null;
  }
  type EventKind = 'SEMINAR' | 'CONFERENCE' | 'MASTER_CLASS' | 'TRAINING' | 'CELEBRATION' | 'CONTEST' | 'GATHERING';
  type Gender = 'FEMALE' | 'MALE';
  type GrammaticalCase = 'NOMINATIVE' | 'GENITIVE' | 'DATIVE' | 'ACCUSATIVE' | 'LOCATIVE' | 'ABLATIVE' | 'INSTRUMENTAL';
  type GrammaticalNumber = 'SINGULAR' | 'PLURAL';
  interface IdentifierInput {
    scheme: string;
    value: string;
  }
  interface ImageInput {
    url: string;
    licence: string;
    creator?: string | null;
    citations?: Schema.CitationInput[];
  }
  interface ImportClubMembersInput {
    clubId: string;
    csv: string;
    expiresAt?: string | null;
    dryRun?: boolean;
    clientMutationId?: string | null;
  }
  interface ImportWordListInput {
    table: string;
    name?: string | null;
    chosenWordIds?: string[];
    dryRun?: boolean;
    clientMutationId?: string | null;
  }
  interface IndicatorInput {
    slug?: string | null;
    organizationId?: string | null;
    area?: string | null;
    position?: number | null;
    name?: Schema.TextInput | null;
    unit?: Schema.TextInput | null;
    citations?: Schema.CitationInput[] | null;
  }
  interface IntroduceWordsInput {
    introductions: Schema.IntroductionInput[];
    clientNow?: string | null;
  }
  interface IntroductionInput {
    wordId: string;
    introducedAt?: string | null;
  }
  interface JoinClubInput {
    inviteCode: string;
    shares?: Schema.ClubShare[] | null;
  }
  type Keyboard = 'KAZAKH' | 'RUSSIAN';
  type KindScheme = 'ORGANIZATION' | 'POST';
  interface KindTermInput {
    slug?: string | null;
    scheme?: Schema.KindScheme | null;
    position?: number | null;
    label?: Schema.TextInput | null;
    broader?: string | null;
  }
  type Language = 'KK' | 'RU' | 'EN';
  interface LeaveClubInput {
    clubId: string;
  }
  interface LeaveContestInput {
    contestId: string;
  }
  interface LocationInput {
    address: Schema.AddressInput;
    since?: string | null;
    until?: string | null;
    attested?: string | null;
    citations?: Schema.CitationInput[];
  }
  interface LogInInput {
    email?: string | null;
    username?: string | null;
    password: string;
    secondFactor?: string | null;
    passkey?: unknown | null;
    device?: string | null;
    deviceToken?: string | null;
  }
  interface LogInWithCodeInput {
    username: string;
    code: string;
    newPassword: string;
    device?: string | null;
  }
  interface LogInWithPasskeyInput {
    credential: unknown;
    device?: string | null;
  }
  interface MembershipInput {
    organizationId?: string | null;
    postId?: string | null;
    personId?: string | null;
    position?: number | null;
    isActing?: boolean | null;
    role?: Schema.TextInput | null;
    since?: string | null;
    until?: string | null;
    attested?: string | null;
    citations?: Schema.CitationInput[] | null;
  }
  interface MergeOrganizationsInput {
    id: string;
    version: number;
    intoId: string;
    reason?: string | null;
  }
  interface MergePeopleInput {
    id: string;
    version: number;
    intoId: string;
    reason?: string | null;
  }
  interface MilestoneInput {
    date: string;
    text: Schema.TextInput;
    citations?: Schema.CitationInput[];
  }
  interface MovedOccurrenceInput {
    starts: string;
    durationMinutes?: number | null;
    place?: Schema.TextInput | null;
    note?: Schema.TextInput | null;
  }
  interface NameInput {
    text: Schema.TextInput;
    since?: string | null;
    until?: string | null;
    attested?: string | null;
    citations?: Schema.CitationInput[];
  }
  interface ObservationInput {
    indicatorId?: string | null;
    period?: string | null;
    value?: number | null;
    qualifier?: Schema.ValueQualifier | null;
    citations?: Schema.CitationInput[] | null;
  }
  interface OpeningHoursInput {
    days: Schema.Weekday[];
    opens?: string | null;
    closes?: string | null;
    note?: Schema.TextInput | null;
    since?: string | null;
    until?: string | null;
    attested?: string | null;
    citations?: Schema.CitationInput[];
  }
  interface OrganizationBy {
    id?: string | null;
    slug?: string | null;
  }
  interface OrganizationInput {
    slug?: string | null;
    kind?: string | null;
    position?: number | null;
    names?: Schema.NameInput[] | null;
    otherNames?: Schema.NameInput[] | null;
    shortName?: Schema.TextInput | null;
    description?: Schema.TextInput | null;
    founded?: Schema.CitedDateInput | null;
    dissolved?: Schema.CitedDateInput | null;
    parents?: Schema.AffiliationInput[] | null;
    hosts?: Schema.AffiliationInput[] | null;
    contactPoints?: Schema.ContactPointInput[] | null;
    locations?: Schema.LocationInput[] | null;
    openingHours?: Schema.OpeningHoursInput[] | null;
    accessibility?: Schema.AccessibilityInput[] | null;
    services?: Schema.ServiceInput[] | null;
    identifiers?: Schema.IdentifierInput[] | null;
    milestones?: Schema.MilestoneInput[] | null;
    citations?: Schema.CitationInput[] | null;
  }
  type PartOfSpeech = 'NOUN' | 'VERB' | 'ADJECTIVE' | 'ADVERB' | 'NUMERAL' | 'PRONOUN' | 'POSTPOSITION' | 'CONJUNCTION' | 'INTERJECTION' | 'PARTICLE' | 'PHRASE';
  type PasskeyPurpose = 'LOG_IN' | 'SECOND_FACTOR';
  interface PauseStudyInput {
    until?: string | null;
  }
  interface PersonBy {
    id?: string | null;
    slug?: string | null;
  }
  interface PersonInput {
    slug?: string | null;
    names?: Schema.NameInput[] | null;
    otherNames?: Schema.NameInput[] | null;
    note?: Schema.TextInput | null;
    familyName?: Schema.TextInput | null;
    givenName?: Schema.TextInput | null;
    patronymic?: Schema.TextInput | null;
    gender?: Schema.Gender | null;
    born?: Schema.CitedDateInput | null;
    died?: Schema.CitedDateInput | null;
    image?: Schema.ImageInput | null;
    contactPoints?: Schema.ContactPointInput[] | null;
    identifiers?: Schema.IdentifierInput[] | null;
    citations?: Schema.CitationInput[] | null;
  }
  type Possessor = 'FIRST_SINGULAR' | 'SECOND_FAMILIAR' | 'SECOND_POLITE' | 'THIRD' | 'FIRST_PLURAL';
  interface PostInput {
    slug?: string | null;
    organizationId?: string | null;
    kind?: string | null;
    position?: number | null;
    title?: Schema.TextInput | null;
    citations?: Schema.CitationInput[] | null;
  }
  interface PracticeAnswerInput {
    answerId: string;
    exerciseId: string;
    answeredAt: string;
    durationMs: number;
    answer: Schema.ReviewAnswerInput;
    keyboard?: Schema.Keyboard | null;
  }
  interface ProposeCorrectionInput {
    recordId: string;
    version: number;
    change: Schema.RecordValuesInput;
    source: string;
    comment?: string | null;
  }
  interface PublishRecordInput {
    id: string;
    version: number;
    reason?: string | null;
  }
  type Rating = 'AGAIN' | 'HARD' | 'GOOD' | 'EASY';
  interface ReauthenticateInput {
    password: string;
  }
  interface RecordValuesInput {
    organization?: Schema.OrganizationInput | null;
    person?: Schema.PersonInput | null;
    post?: Schema.PostInput | null;
    membership?: Schema.MembershipInput | null;
    event?: Schema.EventInput | null;
    indicator?: Schema.IndicatorInput | null;
    source?: Schema.SourceInput | null;
    kindTerm?: Schema.KindTermInput | null;
  }
  type Recurrence = 'REPEATED' | 'YEARLY';
  interface RegisterInput {
    email: string;
    password: string;
    displayName: string;
    timeZone?: string;
    glossLanguage?: string | null;
    device?: string | null;
    clientMutationId?: string | null;
  }
  interface RegisterPasskeyInput {
    name: string;
    credential: unknown;
  }
  interface RegisterWithClubCodeInput {
    inviteCode: string;
    displayName: string;
    username?: string | null;
    password: string;
    shares?: Schema.ClubShare[];
    timeZone?: string;
    glossLanguage?: string | null;
    device?: string | null;
    clientMutationId?: string | null;
  }
  interface RemovePasskeyInput {
    id: string;
  }
  interface ReportGlossInput {
    wordId: string;
    language: string;
    gloss: string;
    reason: string;
    suggestion?: string | null;
  }
  interface RequestEmailChangeInput {
    newEmail: string;
  }
  interface RequestPasswordResetInput {
    email: string;
  }
  interface RequestToJoinClubInput {
    clubId: string;
    message?: string | null;
    shares?: Schema.ClubShare[];
  }
  interface ResetPasswordInput {
    token: string;
    newPassword: string;
  }
  interface ResolveWordReportInput {
    id: string;
    accept: boolean;
    answer: string;
  }
  interface RevertRecordInput {
    id: string;
    version: number;
    toVersion: number;
    reason?: string | null;
    allowDuplicate?: boolean;
  }
  interface ReviewAnswerInput {
    choice?: string | null;
    text?: string | null;
    order?: string[] | null;
    rating?: Schema.Rating | null;
  }
  interface ReviewInput {
    reviewId: string;
    cardId?: string | null;
    wordId?: string | null;
    skill?: Schema.Skill | null;
    exerciseId?: string | null;
    reviewedAt: string;
    timeZone?: string | null;
    durationMs: number;
    answer: Schema.ReviewAnswerInput;
    keyboard?: Schema.Keyboard | null;
  }
  interface RevokeClubInvitationInput {
    id: string;
  }
  type Role = 'LEARNER' | 'LEADER' | 'EDITOR' | 'ADMIN';
  interface ScheduleExceptionInput {
    originalStart: string;
    moved?: Schema.MovedOccurrenceInput | null;
  }
  interface ScheduleInput {
    firstStart: string;
    timeZone?: string;
    durationMinutes: number;
    rule?: string | null;
    additionalStarts?: string[];
    exceptions?: Schema.ScheduleExceptionInput[];
  }
  type Script = 'CYRILLIC' | 'LATIN';
  type SearchType = 'ORGANIZATION' | 'PERSON' | 'EVENT' | 'POST' | 'WORD';
  interface SendClubNoteInput {
    clubId: string;
    text: string;
    membershipId?: string | null;
    clientMutationId?: string | null;
  }
  interface ServiceInput {
    name: Schema.TextInput;
    description?: Schema.TextInput | null;
    audience?: Schema.TextInput | null;
    fees?: Schema.TextInput | null;
    languages?: string[];
    status?: Schema.ServiceStatus;
    since?: string | null;
    until?: string | null;
    attested?: string | null;
    citations?: Schema.CitationInput[];
  }
  type ServiceStatus = 'ACTIVE' | 'INACTIVE' | 'TEMPORARILY_CLOSED' | 'DEFUNCT';
  interface SetClubMemberAliasInput {
    id: string;
    alias?: string | null;
  }
  type Skill = 'RECOGNIZE' | 'PRODUCE' | 'LISTEN' | 'INFLECT';
  type SlipKind = 'CONFUSED' | 'MISSING' | 'EXTRA' | 'SWAPPED' | 'SEVERAL' | 'ENDING' | 'ORDER';
  interface SourceInput {
    slug?: string | null;
    kind?: Schema.SourceKind | null;
    title?: Schema.TextInput | null;
    author?: string | null;
    publisher?: string | null;
    issued?: string | null;
    url?: string | null;
    accessedOn?: string | null;
    archivedUrl?: string | null;
  }
  type SourceKind = 'NEWSPAPER_ARTICLE' | 'WEB_PAGE' | 'LEGAL_ACT' | 'DOCUMENT';
  interface StartLessonInput {
    lessonId: string;
    startedAt?: string | null;
    clientNow?: string | null;
  }
  interface StartPasskeyLoginInput {
    purpose: Schema.PasskeyPurpose;
  }
  interface StartWordListInput {
    id: string;
  }
  interface SubmitPracticeInput {
    answers: Schema.PracticeAnswerInput[];
    clientNow?: string | null;
  }
  interface SubmitReviewsInput {
    reviews: Schema.ReviewInput[];
    clientNow?: string | null;
  }
  interface SubscribeToPushInput {
    endpoint: string;
    p256dh: string;
    auth: string;
  }
  interface SynonymsInput {
    language: string;
    texts: string[];
  }
  interface TextInput {
    kk?: string | null;
    ru?: string | null;
    en?: string | null;
  }
  interface UnarchiveClubInput {
    id: string;
  }
  interface UndoReviewsInput {
    reviewIds: string[];
  }
  interface UnpublishRecordInput {
    id: string;
    version: number;
    reason?: string | null;
  }
  interface UnsubscribeFromPushInput {
    endpoint: string;
  }
  interface UpdateClubInput {
    id: string;
    name?: string | null;
    organizationId?: string | null;
    area?: string | null;
    acceptsJoinRequests?: boolean | null;
    timeZone?: string | null;
  }
  interface UpdateClubSharingInput {
    clubId: string;
    shares: Schema.ClubShare[];
  }
  interface UpdateEventInput {
    id: string;
    version: number;
    changes: Schema.EventInput;
    reason?: string | null;
  }
  interface UpdateKindTermInput {
    id: string;
    version: number;
    changes: Schema.KindTermInput;
    reason?: string | null;
  }
  interface UpdateLearnerWordInput {
    wordId: string;
    note?: string | null;
    synonyms?: Schema.SynonymsInput[] | null;
  }
  interface UpdateMembershipInput {
    id: string;
    version: number;
    changes: Schema.MembershipInput;
    reason?: string | null;
    allowDuplicate?: boolean;
  }
  interface UpdateOrganizationInput {
    id: string;
    version: number;
    changes: Schema.OrganizationInput;
    reason?: string | null;
    allowDuplicate?: boolean;
  }
  interface UpdatePersonInput {
    id: string;
    version: number;
    changes: Schema.PersonInput;
    reason?: string | null;
    allowDuplicate?: boolean;
  }
  interface UpdatePostInput {
    id: string;
    version: number;
    changes: Schema.PostInput;
    reason?: string | null;
  }
  interface UpdateSchedulingInput {
    desiredRetention?: number | null;
    maximumIntervalDays?: number | null;
    learningStepsSeconds?: number[] | null;
    relearningStepsSeconds?: number[] | null;
    easyDaysPercent?: number[] | null;
    parameters?: number[] | null;
    reschedule?: boolean;
  }
  interface UpdateSettingsInput {
    displayName?: string | null;
    timeZone?: string | null;
    rolloverHour?: number | null;
    dailyGoal?: number | null;
    glossLanguages?: string[] | null;
    script?: Schema.Script | null;
    keyboard?: Schema.Keyboard | null;
    skills?: Schema.Skill[] | null;
    newCardsPerDay?: number | null;
    reviewsPerDay?: number | null;
    burySiblings?: boolean | null;
    leechThreshold?: number | null;
    suspendLeeches?: boolean | null;
    teachNewWords?: boolean | null;
  }
  interface UpdateSourceInput {
    id: string;
    version: number;
    changes: Schema.SourceInput;
    reason?: string | null;
  }
  interface UpdateWordListInput {
    id: string;
    name?: string | null;
    addWordIds?: string[];
    removeWordIds?: string[];
  }
  type UserErrorCode = 'NOT_FOUND' | 'FORBIDDEN' | 'REQUIRED' | 'INVALID_TEXT' | 'INVALID_REASON' | 'INVALID_SLUG' | 'SLUG_TAKEN' | 'DUPLICATE_ITEM' | 'TOO_MANY_ITEMS' | 'MALFORMED_ITEM' | 'TOO_MANY_ATTEMPTS' | 'CONFLICT' | 'NO_CHANGES' | 'ALREADY_DECIDED' | 'DELETED_SINCE' | 'INVALID_EMAIL' | 'EMAIL_TAKEN' | 'EMAIL_NOT_SET_UP' | 'NO_EMAIL' | 'INVALID_EMAIL_LINK' | 'INVALID_USERNAME' | 'USERNAME_TAKEN' | 'INVALID_LOGIN_CODE' | 'LOGIN_CODE_NOT_ALLOWED' | 'PASSWORD_TOO_SHORT' | 'PASSWORD_TOO_LONG' | 'PASSWORD_TOO_COMMON' | 'PASSWORD_PERSONAL' | 'INVALID_CREDENTIALS' | 'SECOND_FACTOR_REQUIRED' | 'INVALID_SECOND_FACTOR' | 'TOTP_ENABLED' | 'NO_SECOND_FACTOR' | 'LAST_SECOND_FACTOR' | 'INVALID_PASSKEY' | 'TOO_MANY_PASSKEYS' | 'PASSKEYS_NOT_SET_UP' | 'ACCOUNT_DISABLED' | 'ACCOUNT_AWAITS_DELETION' | 'REAUTHENTICATION_REQUIRED' | 'INVALID_NAME' | 'UNKNOWN_TIME_ZONE' | 'INVALID_LANGUAGE_TAG' | 'INVALID_DAILY_GOAL' | 'NOTHING_TO_CHALLENGE' | 'INVALID_PAUSE' | 'INVALID_DAYS' | 'INVALID_RETENTION' | 'INVALID_MAXIMUM_INTERVAL' | 'INVALID_STEPS' | 'INVALID_EASY_DAYS' | 'INVALID_PARAMETER_COUNT' | 'PARAMETER_NOT_FINITE' | 'PARAMETER_OUT_OF_RANGE' | 'OPTIMIZATION_RUNNING' | 'INVALID_GLOSS_LANGUAGES' | 'INVALID_ROLLOVER_HOUR' | 'INVALID_SKILLS' | 'INVALID_DAILY_LIMIT' | 'INVALID_LEECH_THRESHOLD' | 'PUSH_NOT_SET_UP' | 'INVALID_PUSH_SUBSCRIPTION' | 'REVIEW_ID_REUSED' | 'CARD_REQUIRED' | 'INVALID_REVIEW_TIME' | 'RESET_ID_REUSED' | 'INVALID_RESET_TIME' | 'INVALID_DURATION' | 'INVALID_ANSWER' | 'INVALID_EXERCISE' | 'INVALID_NOTE' | 'INVALID_SYNONYM' | 'TOO_MANY_SYNONYMS' | 'BLOCKED_SYNONYM' | 'SYNONYM_OF_ANOTHER_WORD' | 'INVALID_GLOSS' | 'REPORT_ALREADY_OPEN' | 'TOO_MANY_REPORTS' | 'INVALID_WORD_LIST_SIZE' | 'TOO_MANY_WORD_LISTS' | 'UNKNOWN_INVITE_CODE' | 'INVITATION_EXPIRED' | 'INVITATION_USED_UP' | 'TOO_MANY_INVITATIONS' | 'INVALID_MAX_USES' | 'INVALID_EXPIRY' | 'INVALID_CSV' | 'TOO_MANY_ROWS' | 'ALREADY_MEMBER' | 'TOO_MANY_JOIN_REQUESTS' | 'LAST_LEADER' | 'CLUB_ARCHIVED' | 'LEADS_CLUB' | 'MAY_NOT_LEAD' | 'INVALID_ASSIGNMENT_SIZE' | 'INVALID_DEADLINE' | 'TOO_MANY_ASSIGNMENTS' | 'ASSIGNMENT_WITHDRAWN' | 'INVALID_CONTEST_WORDS' | 'INVALID_CONTEST_SPAN' | 'CONTEST_ENDED' | 'INVALID_TEAM_KIND' | 'CITATION_REQUIRED' | 'INVALID_DIRECTORY_TEXT' | 'INVALID_LINK' | 'INVALID_DATE' | 'INVALID_OPENING_HOURS' | 'INVALID_PERIOD' | 'INVALID_IDENTIFIER' | 'POSSIBLE_DUPLICATE' | 'INVALID_AREA' | 'UNKNOWN_KIND' | 'KIND_CYCLE' | 'INVALID_COUNTRY' | 'INVALID_COORDINATES' | 'INVALID_VALUE' | 'INVALID_INDICATOR_SUBJECT' | 'MERGE_INTO_SELF' | 'ALREADY_MERGED' | 'TREE_CYCLE' | 'REFERENCES_DRAFT' | 'STILL_REFERENCED' | 'ALREADY_SUPERSEDED' | 'INVALID_WEBHOOK_URL' | 'TOO_MANY_WEBHOOKS' | 'POST_OF_OTHER_ORGANIZATION' | 'OBSERVATION_OF_OTHER_INDICATOR' | 'INVALID_SCHEDULE';
  type ValueQualifier = 'MORE_THAN';
  type VerbPolarity = 'AFFIRMATIVE' | 'NEGATIVE' | 'NONOCCURRENCE';
  type VerbTense = 'PRESENT' | 'PAST' | 'PERFECT' | 'EVIDENTIAL' | 'CONTINUOUS_ZHATYR' | 'CONTINUOUS_OTYR' | 'CONTINUOUS_ZHUR' | 'CONTINUOUS_TUR' | 'FUTURE' | 'PURPOSE' | 'INTENTION' | 'CONDITIONAL' | 'IMPERATIVE';
  type Verdict = 'CORRECT' | 'SLIP' | 'SYNONYM' | 'ANOTHER_WORD' | 'WRONG';
  interface VerifyEmailInput {
    token: string;
  }
  type Weekday = 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY';
  interface WithdrawAssignmentInput {
    id: string;
  }
  interface WithdrawContestInput {
    id: string;
  }
  type WordMatch = 'MATCHED' | 'AMBIGUOUS' | 'UNKNOWN';
  type WordState = 'NEW' | 'LEARNING' | 'YOUNG' | 'MATURE';
  interface WorkloadInput {
    desiredRetentions: number[];
    days?: number;
    newCardsPerDay?: number | null;
    reviewsPerDay?: number | null;
    newCards?: number | null;
  }
}
